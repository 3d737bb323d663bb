/// The keys under which a format of JSON lines keeps its requests.
struct JSONRequestKeys: Sendable {
    let tree: JSONKeyTree
    /// Keys that may hold the time.
    let timeCount: Int

    /// - Parameter paths: Those of target, host, status and user agent, then `timeCount`, at least one, that may hold the time,
    ///   of which the first one that is there counts, whatever its value; then what else the format asks for. An empty path:
    ///   there is none.
    init(paths: [[[UInt8]]], timeCount: Int) {
        tree = JSONKeyTree(paths)
        self.timeCount = timeCount
    }

    /// As above; keys are joined by dots.
    init(
        target: StaticString, host: StaticString, status: StaticString, userAgent: StaticString, times: [StaticString],
        others: [StaticString] = []
    ) {
        let paths = ([target, host, status, userAgent] + times + others).map { keys in
            "\(keys)".utf8.split(separator: UInt8(ascii: ".")).map(Array.init)
        }
        self.init(paths: paths, timeCount: times.count)
    }
}
