/// JSON lines whose keys were named on the command line.
struct JSONKeysFormat: LineFormat {
    private let conditions: [(field: Int, pattern: GlobPattern)]
    private var json: JSONRequest

    init(_ keys: JSONKeys) {
        conditions = keys.conditions
        json = JSONRequest(
            JSONRequestKeys(
                target: keys.target, host: keys.host, status: keys.status, times: keys.times, others: keys.others))
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard json.read(bytes, line) else { return .malformed }
        guard conditions.isEmpty || fitsAny(bytes, unescaped: &unescaped) else { return .noTarget }
        return json.locate(bytes, into: &request, unescaped: &unescaped)
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        JSONText.text(bytes, json.other(0), line.upperBound, unescaped: &unescaped)
    }

    /// Whether one of the conditions holds for the line that was read.
    private func fitsAny(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> Bool {
        for index in conditions.indices {
            let value = json[conditions[index].field]
            guard value.isString else { continue }
            if value.kind == .string {
                if conditions[index].pattern.matches(bytes, value.range) { return true }
            } else {
                let range = JSONText.undo(bytes, value, into: &unescaped)
                if conditions[index].pattern.matches(unescaped.bytes, range) { return true }
            }
        }
        return false
    }
}
