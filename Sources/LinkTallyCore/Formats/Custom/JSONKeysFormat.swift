/// JSON lines whose keys were named on the command line.
struct JSONKeysFormat: LineFormat {
    private let conditions: [(field: Int, pattern: GlobPattern)]
    private var json: JSONRequest

    init(_ keys: JSONKeys) {
        conditions = keys.conditions
        json = JSONRequest(JSONRequestKeys(paths: keys.paths, timeCount: keys.timeCount))
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
        json.userAgent(bytes, line.upperBound, unescaped: &unescaped)
    }

    /// Whether one of the conditions holds for the line that was read.
    private func fitsAny(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> Bool {
        for index in conditions.indices {
            let (field, pattern) = conditions[index]
            guard let text = JSONText.text(bytes, json[field], unescaped: &unescaped) else { continue }
            let fits =
                text.isUnescaped
                ? pattern.matches(unescaped.bytes, text.range) : pattern.matches(bytes, text.range)
            if fits { return true }
        }
        return false
    }
}
