/// The keys under which a format of JSON lines keeps its requests.
struct JSONRequestKeys: Sendable {
    let tree: JSONKeyTree
    /// Keys that may hold the time.
    let timeCount: Int

    /// Keys are paths, joined by dots.
    ///
    /// - Parameters:
    ///   - times: Those that may hold the time; the first one that is there counts, whatever its value.
    ///   - others: What else the format asks for.
    init(
        target: StaticString, host: StaticString, status: StaticString, times: [StaticString],
        others: [StaticString] = []
    ) {
        tree = JSONKeyTree([target, host, status] + times + others)
        timeCount = times.count
    }
}
