/// JSON lines: each is one object, and keys say where it keeps its request (rule R11). The built-in sources of JSON lines
/// (`LogFormats.all`) and those of `--json-keys` differ in their keys alone.
struct JSONLogFormat: LineFormat {
    private let conditions: [JSONKeys.Condition]
    private let timeCount: Int
    private var fields: JSONFields
    private var clock = JSONTime()

    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set { clock.assumed = newValue ?? .utc }
    }

    init(_ keys: JSONKeys) {
        conditions = keys.conditions
        timeCount = keys.timeCount
        fields = JSONFields(JSONKeyTree(keys.paths))
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard fields.read(bytes, line) else { return .malformed }
        guard conditions.isEmpty || fitsAny(bytes, unescaped: &unescaped),
            request.set(from: fields, in: bytes, unescaped: &unescaped)
        else { return .noTarget }
        var time = JSONKeys.firstTime
        while fields[time].kind == .absent, time &+ 1 < JSONKeys.firstTime &+ timeCount { time &+= 1 }
        request.time = clock.read(bytes, fields[time], unescaped: &unescaped)
        return .request
    }

    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        fields[.agent].firstText(in: bytes, line.upperBound, unescaped: &unescaped)
    }

    /// Objects of any kind are read, and those with a request are claimed.
    func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }

    /// Whether one of the conditions holds for the line that was read.
    private func fitsAny(_ bytes: RawSpan, unescaped: inout ScratchBuffer) -> Bool {
        for index in conditions.indices {
            guard let text = fields[conditions[index].field].text(in: bytes, unescaped: &unescaped) else { continue }
            let fits =
                text.isUnescaped
                ? conditions[index].pattern.matches(unescaped.bytes, text.range)
                : conditions[index].pattern.matches(bytes, text.range)
            if fits { return true }
        }
        return false
    }
}

extension JSONFields {
    fileprivate subscript(field: JSONKeys.Field) -> LocatedJSON {
        @inline(__always) get { self[field.rawValue] }
    }
}

extension LocatedRequest {
    /// Takes target, host and status of a JSON object; false where the target is no string or empty.
    @inline(__always)
    fileprivate mutating func set(from fields: borrowing JSONFields, in bytes: RawSpan, unescaped: inout ScratchBuffer)
        -> Bool
    {
        let (targetValue, hostValue) = (fields[.target], fields[.host])
        guard targetValue.isString, !targetValue.range.isEmpty else { return false }
        isHostUnescaped = hostValue.kind == .escapedString
        isUnescaped = targetValue.kind == .escapedString || isHostUnescaped
        target = isUnescaped ? targetValue.undoEscapes(in: bytes, into: &unescaped) : targetValue.range
        host = nil
        if isHostUnescaped {
            let range = hostValue.undoEscapes(in: bytes, into: &unescaped)
            if !unescaped.bytes.saysNothing(range) { host = range }
        } else if hostValue.kind == .string, !bytes.saysNothing(hostValue.range) {
            host = hostValue.range
        }
        status = Self.status(bytes, fields[.status], unescaped: &unescaped)
        return true
    }

    /// A number, or a string of three digits (rule R14).
    @inline(__always)
    private static func status(_ bytes: RawSpan, _ value: LocatedJSON, unescaped: inout ScratchBuffer) -> UInt16 {
        switch value.kind {
        case .string: return StatusField.status(in: bytes, field: value.range)
        case .number:
            // Three digits, in nearly every line.
            let status = StatusField.status(in: bytes, field: value.range)
            if status != 0 { return status }
            let number = JSONNumber.double(bytes, value.range)
            return UInt16(max(0, min(number, Double(statusLimit))))
        case .escapedString:
            let range = value.undoEscapes(in: bytes, into: &unescaped)
            return StatusField.status(in: unescaped.bytes, field: range)
        case .absent, .other: return 0
        }
    }
}
