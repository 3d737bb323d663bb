/// The keys under which a format of JSON lines keeps its requests.
struct JSONRequestKeys: Sendable {
    let tree: JSONKeyTree
    /// Keys that may hold the time.
    let timeCount: Int

    /// - Parameters:
    ///   - host: May be empty: there is none; so may `status`.
    ///   - times: Those that may hold the time; the first one that is there counts, whatever its value. At least one, which
    ///     may be empty.
    ///   - others: What else the format asks for.
    init(target: [[UInt8]], host: [[UInt8]], status: [[UInt8]], times: [[[UInt8]]], others: [[[UInt8]]] = []) {
        tree = JSONKeyTree([target, host, status] + times + others)
        timeCount = times.count
    }

    /// As above; keys are joined by dots.
    init(
        target: StaticString, host: StaticString, status: StaticString, times: [StaticString],
        others: [StaticString] = []
    ) {
        func path(_ keys: StaticString) -> [[UInt8]] {
            "\(keys)".utf8.split(separator: UInt8(ascii: ".")).map(Array.init)
        }
        self.init(
            target: path(target), host: path(host), status: path(status), times: times.map(path),
            others: others.map(path))
    }
}
