/// What the JSON formats share: from the values of a line to a request.
extension LocatedRequest {
    /// Fills in a request from the values of a JSON object; false where `target` is no string or empty (rule R11).
    @inline(__always)
    mutating func set(
        target value: JSONValue, host hostValue: JSONValue, status statusValue: JSONValue, in bytes: RawSpan,
        unescaped: inout ScratchBuffer
    ) -> Bool {
        guard value.isString, !value.range.isEmpty else { return false }
        isHostUnescaped = hostValue.kind == .escapedString
        isUnescaped = value.kind == .escapedString || isHostUnescaped
        target = isUnescaped ? JSONText.undo(bytes, value, into: &unescaped) : value.range
        host = nil
        if isHostUnescaped {
            let range = JSONText.undo(bytes, hostValue, into: &unescaped)
            if !unescaped.bytes.saysNothing(range) { host = range }
        } else if hostValue.kind == .string, !bytes.saysNothing(hostValue.range) {
            host = hostValue.range
        }
        status = Self.status(bytes, statusValue, unescaped: &unescaped)
        return true
    }

    /// A number, or a string of three digits (rule R14).
    @inline(__always)
    private static func status(_ bytes: RawSpan, _ value: JSONValue, unescaped: inout ScratchBuffer) -> UInt16 {
        switch value.kind {
        case .string: return StatusField.status(in: bytes, field: value.range)
        case .number:
            // Three digits, in nearly every line.
            let status = StatusField.status(in: bytes, field: value.range)
            if status != 0 { return status }
            let number = JSONNumber.double(bytes, value.range)
            return UInt16(max(0, min(number, Double(statusLimit))))
        case .escapedString:
            let range = JSONText.undo(bytes, value, into: &unescaped)
            return StatusField.status(in: unescaped.bytes, field: range)
        case .absent, .other: return 0
        }
    }
}
