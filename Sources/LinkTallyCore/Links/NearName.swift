/// Names that are nearly one of the six.
enum NearName {
    /// What a name is, seen with the six in mind.
    enum Match: Equatable {
        /// One of the six, decoded.
        case exact(Parameter)
        /// One of the six but for upper and lower case.
        case otherCase(Parameter)
        /// One of the six but for punctuation and one letter that is missing, too many, another one or swapped.
        case misspelt(Parameter)
        /// One of the six, then a `=` that was encoded.
        case encodedSign(Parameter)
    }

    /// The six names without punctuation; the longest has 17 letters.
    private static let letters: [(parameter: Parameter, name: [UInt8])] = Parameter.allCases.map {
        ($0, $0.name.utf8.filter { $0 != UInt8(ascii: "_") })
    }
    /// Whether a name, or what stands for a `&` in front of one, may begin with these four bytes: `ut` or `cl` in any case, or
    /// `amp;`. It is told from foreign names by that alone, so that these cost a scan nothing. O(1).
    @inline(__always)
    static func mayBegin(_ word: UInt32) -> Bool {
        let word = word | 0x2020_2020
        return word & 0xFFFF == 0x7475 || word & 0xFFFF == 0x6C63 || word == 0x3B70_6D61
    }

    /// The same of the name in `range`, whose first letters may be escaped. O(1).
    static func mayBegin(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard range.count >= shortest else { return false }
        return bytes.byte(at: range.lowerBound) == UInt8(ascii: "%") || mayBegin(bytes.word32(at: range.lowerBound))
    }

    private static let shortest = 6
    private static let longest = 18

    /// What the name in `range` of `bytes` is; nil for a foreign one. O(1): stops past the longest.
    static func match(_ bytes: RawSpan, _ range: Range<Int>) -> Match? {
        guard range.count >= shortest else { return nil }
        var folded = InlineArray<18, UInt8>(repeating: 0)
        var (length, punctuation) = (0, 0)
        var hasSign = false
        var decoder = FormDecoder(range)
        while !hasSign, let byte = decoder.next(in: bytes) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard length < longest else { return nil }
                folded[length] = byte | 0x20
                length += 1
            case UInt8(ascii: "="): hasSign = true
            default:
                punctuation += 1
                guard punctuation < longest else { return nil }
            }
        }
        guard length >= shortest, let parameter = near(folded, length) else { return nil }
        if hasSign { return .encodedSign(parameter) }
        if ParameterName.parameter(in: bytes, range) == parameter { return .exact(parameter) }
        return isOtherCase(of: parameter, bytes, range) ? .otherCase(parameter) : .misspelt(parameter)
    }

    private static func near(_ folded: InlineArray<18, UInt8>, _ length: Int) -> Parameter? {
        for (parameter, name) in letters
        where abs(name.count - length) <= 1 && isWithinOneEdit(name, folded, length) {
            return parameter
        }
        return nil
    }

    /// Whether one letter inserted, deleted, replaced or swapped with its neighbour makes one of the other.
    private static func isWithinOneEdit(_ name: [UInt8], _ folded: InlineArray<18, UInt8>, _ length: Int) -> Bool {
        let shorter = min(name.count, length)
        var front = 0
        while front < shorter, name[front] == folded[front] { front += 1 }
        var back = 0
        while back < shorter - front, name[name.count - 1 - back] == folded[length - 1 - back] { back += 1 }
        let (left, right) = (name.count - front - back, length - front - back)
        if left <= 1, right <= 1 { return true }
        return left == 2 && right == 2 && name[front] == folded[front + 1] && name[front + 1] == folded[front]
    }

    /// Whether the decoded name differs from the parameter's in upper and lower case alone.
    private static func isOtherCase(of parameter: Parameter, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var decoder = FormDecoder(range)
        for letter in parameter.name.utf8 {
            guard let byte = decoder.next(in: bytes) else { return false }
            let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
            guard (isUpper ? byte | 0x20 : byte) == letter else { return false }
        }
        return decoder.next(in: bytes) == nil
    }
}
