/// Form decoding of one name or value, byte by byte, without a buffer (WHATWG URL Standard,
/// application/x-www-form-urlencoded): `+` is a space, `%XX` a byte, any other `%` stays. Decoding is done once.
struct FormDecoder: ~Copyable {
    private var index: Int
    private let end: Int

    /// Decodes the bytes of `range` of the span that `next(in:)` is given.
    @inline(__always)
    init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next decoded byte, or nil at the end. O(1).
    @inline(__always)
    mutating func next(in bytes: RawSpan) -> UInt8? {
        guard index < end else { return nil }
        let byte = bytes.byte(at: index)
        index &+= 1
        switch byte {
        case UInt8(ascii: "+"):
            return UInt8(ascii: " ")
        case UInt8(ascii: "%"):
            guard index &+ 2 <= end, let high = HexDigit.value(of: bytes.byte(at: index)),
                let low = HexDigit.value(of: bytes.byte(at: index &+ 1))
            else { return byte }
            index &+= 2
            return high &<< 4 | low
        default:
            return byte
        }
    }
}
