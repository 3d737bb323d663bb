/// The status of a response: three digits, or `-` where it is unknown.
enum StatusField {
    /// Reads ` 200` or ` -` at `index`, followed by a space or, unless `needsSpace`, by the end of the line.
    ///
    /// - Returns: The status, 0 where it is unknown, or nil where none stands there. O(1).
    @inline(__always)
    static func status(in bytes: RawSpan, at index: Int, lineEnd: Int, needsSpace: Bool) -> UInt16? {
        if index &+ 5 <= lineEnd, let status = usual(in: bytes, at: index) { return status }
        return spelled(in: bytes, at: index, lineEnd: lineEnd, needsSpace: needsSpace)
    }

    /// Reads ` 200 ` at `index`, as nearly every line has it: none of these bytes ends a line. Nil for anything else. O(1).
    @inline(__always)
    static func usual(in bytes: RawSpan, at index: Int) -> UInt16? {
        guard index &+ 8 <= bytes.byteCount else { return nil }
        let word = bytes.word64(at: index)
        let digits = DecimalDigits.values(word &>> 8, places: 0xFF_FFFF)
        guard word & 0xFF_0000_00FF == 0x20_0000_0020, let digits else { return nil }
        return UInt16(truncatingIfNeeded: (digits & 0xFF) &* 100 &+ (digits &>> 8 & 0xFF) &* 10 &+ digits &>> 16)
    }

    /// As `status`, of what is not usual.
    @inline(never)
    static func spelled(in bytes: RawSpan, at index: Int, lineEnd: Int, needsSpace: Bool) -> UInt16? {
        guard index &+ 2 <= lineEnd, bytes.byte(at: index) == UInt8(ascii: " ") else { return nil }
        var end = index &+ 2
        var status: UInt16 = 0
        if bytes.byte(at: index &+ 1) != UInt8(ascii: "-") {
            guard let number = threeDigits(in: bytes, at: index &+ 1, end: lineEnd) else { return nil }
            status = number
            end = index &+ 4
        }
        guard end == lineEnd ? !needsSpace : bytes.byte(at: end) == UInt8(ascii: " ") else { return nil }
        return status
    }

    /// The status that fills a whole field; 0 where it is anything but three digits. O(1).
    @inline(__always)
    static func status(in bytes: RawSpan, field: Range<Int>) -> UInt16 {
        field.count == 3 ? threeDigits(in: bytes, at: field.lowerBound, end: field.upperBound) ?? 0 : 0
    }

    @inline(__always)
    private static func threeDigits(in bytes: RawSpan, at index: Int, end: Int) -> UInt16? {
        guard index &+ 3 <= end else { return nil }
        let (hundreds, tens, ones) = (
            bytes.byte(at: index) &- 0x30, bytes.byte(at: index &+ 1) &- 0x30, bytes.byte(at: index &+ 2) &- 0x30
        )
        guard hundreds < 10, tens < 10, ones < 10 else { return nil }
        return UInt16(hundreds) &* 100 &+ UInt16(tens) &* 10 &+ UInt16(ones)
    }
}
