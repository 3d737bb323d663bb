#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Numbers of a JSON text, whose grammar was checked.
enum JSONNumber {
    /// Whether the number in `range` has neither fraction nor exponent. O(range).
    @inline(__always)
    static func isInteger(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        if bytes.byte(at: index) == UInt8(ascii: "-") { index &+= 1 }
        while index < range.upperBound, bytes.byte(at: index) &- 0x30 < 10 { index &+= 1 }
        return index == range.upperBound
    }

    /// The decimal digits in `range`, at most eighteen. O(range).
    @inline(__always)
    static func digits(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        var number = 0
        for index in range { number = number &* 10 &+ Int(bytes.byte(at: index) &- 0x30) }
        return number
    }

    /// The nearest double; infinite beyond their range. O(range).
    ///
    /// strtod(3) reads up to the first byte that is no part of a number, so one must stand behind `range`; in an object one
    /// does.
    @inline(never)
    static func double(_ bytes: RawSpan, _ range: Range<Int>) -> Double {
        precondition(range.upperBound < bytes.byteCount)
        return unsafe bytes.withUnsafeBytes { unsafe strtod($0.baseAddress! + range.lowerBound, nil) }
    }
}
