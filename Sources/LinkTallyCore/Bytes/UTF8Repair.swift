/// Bytes made valid UTF-8: each maximal part that is not becomes one U+FFFD (Unicode 15, section 3.9, "U+FFFD
/// Substitution of Maximal Subparts").
enum UTF8Repair {
    /// Appends the bytes of `range`, repaired, to `target`. O(range).
    static func append(_ bytes: RawSpan, _ range: Range<Int>, to target: inout ScratchBuffer) {
        var index = range.lowerBound
        while index < range.upperBound {
            let (length, isValid) = sequence(bytes, index, range.upperBound)
            if isValid {
                target.append(bytes, index..<index + length)
            } else {
                for byte in "\u{FFFD}".utf8 { target.append(byte) }
            }
            index += length
        }
    }

    /// The length of the sequence at `index`, or of the longest prefix of one that stands there, at least 1.
    private static func sequence(_ bytes: RawSpan, _ index: Int, _ end: Int) -> (length: Int, isValid: Bool) {
        let lead = bytes.byte(at: index)
        guard lead >= 0x80 else { return (1, true) }
        // The second byte's range depends on the lead (Unicode 15, table 3-7): no overlong forms, surrogates, or
        // scalars past U+10FFFF.
        let (length, second): (Int, ClosedRange<UInt8>)
        switch lead {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return (1, false)
        }
        for offset in 1..<length {
            let allowed = offset == 1 ? second : 0x80...0xBF
            guard index + offset < end, allowed ~= bytes.byte(at: index + offset) else { return (offset, false) }
        }
        return (length, true)
    }
}
