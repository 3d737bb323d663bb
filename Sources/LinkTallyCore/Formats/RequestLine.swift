/// A request line, `METHOD SP target [SP HTTP/x[.y]]` (RFC 9112, section 3; rule R2), as logs quote it.
enum RequestLine {
    /// The request target in `range`, spaces inside it included, or nil where there is none. O(n).
    @inline(__always)
    static func target(in bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        guard let method = methodEnd(bytes, range) else { return nil }
        let start = method &+ 1
        var end = range.upperBound
        // " HTTP/1.1": nine bytes that stand at the end of nearly every request line.
        if end &- 9 > method, bytes.word64(at: end &- 9) & 0xFF00_FFFF_FFFF_FFFF == 0x2E00_2F50_5454_4820,
            isDigit(bytes.byte(at: end &- 3)), isDigit(bytes.byte(at: end &- 1))
        {
            end &-= 9
        } else {
            guard let trimmed = trimVersion(bytes, start, end) else { return nil }
            end = trimmed
        }
        let target = bytes.trimmingSpaces(start..<end)
        return target.isEmpty ? nil : target
    }

    /// The place of the space behind the method, `[A-Za-z][A-Za-z0-9_-]{0,31}`.
    @inline(__always)
    private static func methodEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let start = range.lowerBound
        if range.count >= 4, bytes.word32(at: start) == 0x2054_4547 { return start &+ 3 }  // "GET "
        return spelledMethodEnd(bytes, range)
    }

    @inline(never)
    private static func spelledMethodEnd(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        let limit = min(range.upperBound, range.lowerBound + 32)
        let end = bytes.endOfValueBytes(from: range.lowerBound, to: limit)
        // The alphabet of values is that of methods, but a method begins with a letter.
        guard end > range.lowerBound, end < range.upperBound, bytes.byte(at: end) == UInt8(ascii: " ") else {
            return nil
        }
        let first = bytes.byte(at: range.lowerBound) | 0x20
        return UInt8(ascii: "a")...UInt8(ascii: "z") ~= first ? end : nil
    }

    /// The end of `start..<end` without ` HTTP/` and its digits; nil where nothing else stands there.
    @inline(never)
    private static func trimVersion(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        let lastSpace = bytes.lastIndex(of: UInt8(ascii: " "), from: start, to: end)
        guard isProtocol(bytes, lastSpace.map { $0 + 1 } ?? start, end) else { return end }
        return lastSpace
    }

    /// `HTTP/[0-9]+(\.[0-9]+)?`
    private static func isProtocol(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var index = start
        for letter in "HTTP/".utf8 {
            guard index < end, bytes.byte(at: index) == letter else { return false }
            index += 1
        }
        let major = index
        while index < end, isDigit(bytes.byte(at: index)) { index += 1 }
        guard index > major else { return false }
        guard index < end else { return true }
        guard bytes.byte(at: index) == UInt8(ascii: ".") else { return false }
        let minor = index + 1
        index = minor
        while index < end, isDigit(bytes.byte(at: index)) { index += 1 }
        return index > minor && index == end
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
