/// The status behind a quoted request: three digits, or `-` where it is unknown.
enum StatusField {
    /// Reads ` 200` or ` -` at `index`, followed by a space or, unless `needsSpace`, by the end of the line.
    ///
    /// - Returns: Whether it is an error (400 or more), or nil where no status stands there. O(1).
    @inline(__always)
    static func isError(in bytes: RawSpan, at index: Int, lineEnd: Int, needsSpace: Bool) -> Bool? {
        guard index &+ 2 <= lineEnd, bytes.byte(at: index) == UInt8(ascii: " ") else { return nil }
        let first = bytes.byte(at: index &+ 1)
        var end = index &+ 2
        if first != UInt8(ascii: "-") {
            guard index &+ 4 <= lineEnd, first &- 0x30 < 10, bytes.byte(at: index &+ 2) &- 0x30 < 10,
                bytes.byte(at: index &+ 3) &- 0x30 < 10
            else { return nil }
            end = index &+ 4
        }
        guard end == lineEnd ? !needsSpace : bytes.byte(at: end) == UInt8(ascii: " ") else { return nil }
        return first != UInt8(ascii: "-") && first >= UInt8(ascii: "4")
    }
}
