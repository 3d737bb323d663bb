extension LocatedRequest {
    /// Sets the target that a request line has, its log escapes undone in `unescaped`; false where it has none.
    /// O(range).
    @inline(__always)
    mutating func setTarget(
        ofRequestLine range: Range<Int>, hasEscapes: Bool, in bytes: RawSpan, unescaped: inout ScratchBuffer
    ) -> Bool {
        isUnescaped = hasEscapes
        if hasEscapes { return setEscapedTarget(ofRequestLine: range, in: bytes, unescaped: &unescaped) }
        guard let target = RequestLine.target(in: bytes, range) else { return false }
        self.target = target
        return true
    }

    @inline(never)
    private mutating func setEscapedTarget(
        ofRequestLine range: Range<Int>, in bytes: RawSpan, unescaped: inout ScratchBuffer
    ) -> Bool {
        let plain = LogEscapes.undo(in: bytes, range, into: &unescaped)
        guard let target = RequestLine.target(in: unescaped.bytes, plain) else { return false }
        self.target = target
        return true
    }
}
