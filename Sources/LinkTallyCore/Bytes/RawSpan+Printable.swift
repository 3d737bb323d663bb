extension RawSpan {
    /// Whether all bytes of `range` are ASCII that a terminal shows: 0x20 to 0x7E. O(range), eight at a time.
    package func isPrintableASCII(_ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            guard Self.isPrintable(word64(at: index)) else { return false }
            index &+= 8
        }
        while index < range.upperBound {
            guard 0x20...0x7E ~= byte(at: index) else { return false }
            index &+= 1
        }
        return true
    }

    @inline(__always)
    private static func isPrintable(_ word: UInt64) -> Bool {
        let high: UInt64 = 0x8080_8080_8080_8080
        guard word & high == 0 else { return false }
        // With the high bits clear no byte carries into the next: below 0x20 leaves the high bit clear, 0x7F sets it.
        let fromSpaceOn = (word &+ 0x6060_6060_6060_6060) & high
        let isDelete = (word &+ 0x0101_0101_0101_0101) & high
        return fromSpaceOn == high && isDelete == 0
    }
}
