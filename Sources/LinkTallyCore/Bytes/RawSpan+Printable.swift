extension RawSpan {
    /// Whether all bytes of `range` are ASCII that a terminal shows: 0x20 to 0x7E. O(range), eight at a time.
    package func isPrintableASCII(_ range: Range<Int>) -> Bool {
        allPrintable(range) { _ in true }
    }

    /// Whether all bytes of `range` are such ASCII, and neither a quote nor a backslash. O(range), eight at a time.
    package func isUnescapedInJSON(_ range: Range<Int>) -> Bool {
        allPrintable(range) { word in
            !Self.contains(UInt64(UInt8(ascii: "\"")), word) && !Self.contains(UInt64(UInt8(ascii: "\\")), word)
        }
    }

    @inline(__always)
    private func allPrintable(_ range: Range<Int>, and isFit: (UInt64) -> Bool) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= byteCount)
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            let word = word64(at: index)
            guard Self.isPrintable(word), isFit(word) else { return false }
            index &+= 8
        }
        // The rest, filled up with letters.
        var word: UInt64 = 0x6161_6161_6161_6161
        while index < range.upperBound {
            word = word &<< 8 | UInt64(byte(at: index))
            index &+= 1
        }
        return Self.isPrintable(word) && isFit(word)
    }

    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    private static func isPrintable(_ word: UInt64) -> Bool {
        guard word & highBits == 0 else { return false }
        // With the high bits clear no byte carries into the next: below 0x20 leaves the high bit clear, 0x7F sets it.
        let fromSpaceOn = (word &+ 0x6060_6060_6060_6060) & highBits
        let isDelete = (word &+ 0x0101_0101_0101_0101) & highBits
        return fromSpaceOn == highBits && isDelete == 0
    }

    /// Whether a word of ASCII has `byte` in it.
    @inline(__always)
    private static func contains(_ byte: UInt64, _ word: UInt64) -> Bool {
        let difference = word ^ (byte &* 0x0101_0101_0101_0101)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & highBits != 0
    }
}
