/// Several ASCII digits in one word, checked at once.
enum DecimalDigits {
    /// The values of the digits in the bytes of `word` that `places` has ones for, each in its byte, the other bytes 0;
    /// nil where one of these is no digit. O(1).
    @inline(__always)
    static func values(_ word: UInt64, places: UInt64) -> UInt64? {
        let nibbles = places & 0xF0F0_F0F0_F0F0_F0F0
        let threes = places & 0x3030_3030_3030_3030
        let digits = word & places
        // Six more, and a digit stays among the threes; the byte beside it sees no carry, since 0x3F + 6 has none.
        guard digits & nibbles == threes, (digits &+ (places & 0x0606_0606_0606_0606)) & nibbles == threes else {
            return nil
        }
        return digits ^ threes
    }
}

/// Hexadecimal digits of either case.
package enum HexDigit {
    /// 0 to 15, or nil where `byte` is no hexadecimal digit. O(1).
    @inline(__always)
    package static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- UInt8(ascii: "a") &+ 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- UInt8(ascii: "A") &+ 10
        default: nil
        }
    }
}

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
