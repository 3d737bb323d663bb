/// Reads the request of a line that is one JSON object: what the formats of JSON lines share (rule R11).
struct JSONRequest: Sendable {
    private enum Field { static let target = 0, host = 1, status = 2, userAgent = 3, firstTime = 4 }

    private let timeCount: Int
    private var fields: JSONFields
    private var clock = JSONTime()

    init(_ keys: JSONRequestKeys) {
        timeCount = keys.timeCount
        fields = JSONFields(keys.tree)
    }

    /// Reads a line; false where it is not one JSON object. O(line).
    @inline(__always)
    mutating func read(_ bytes: RawSpan, _ line: Range<Int>) -> Bool { fields.read(bytes, line) }

    /// The value of one of the other keys in the line read last. O(1).
    @inline(__always)
    func other(_ index: Int) -> JSONValue { fields[Field.firstTime + timeCount + index] }

    /// The value of one of the paths of `JSONRequestKeys` in the line read last. O(1).
    @inline(__always)
    subscript(field: Int) -> JSONValue { fields[field] }

    /// Locates the request of the line read last. O(target).
    @inline(__always)
    mutating func locate(
        _ bytes: RawSpan, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard
            request.set(
                target: fields[Field.target], host: fields[Field.host], status: fields[Field.status], in: bytes,
                unescaped: &unescaped)
        else { return .noTarget }
        var index = Field.firstTime
        while fields[index].kind == .absent, index &+ 1 < Field.firstTime &+ timeCount { index &+= 1 }
        request.time = clock.read(bytes, fields[index], unescaped: &unescaped)
        return .request
    }

    /// The user agent of the line read last, which ends at `end`. O(user agent).
    func userAgent(_ bytes: RawSpan, _ end: Int, unescaped: inout ScratchBuffer) -> LocatedField? {
        JSONText.firstText(bytes, fields[Field.userAgent], end, unescaped: &unescaped)
    }
}
