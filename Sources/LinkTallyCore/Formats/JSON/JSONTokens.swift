/// The tokens of a JSON text (RFC 8259, sections 2 to 7): where they end.
enum JSONTokens {
    /// The first byte that is no white space from `start`, or `end`. O(spaces).
    @inline(__always)
    static func skipSpaces(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end {
            let byte = bytes.byte(at: index)
            // Nearly always there is none.
            guard byte <= 0x20, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A else { return index }
            index &+= 1
        }
        return end
    }

    /// Where the object begins behind the bracket of an array at `start`; nil where something else stands there. O(spaces).
    @inline(never)
    static func startOfElement(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard bytes.byte(at: start) == UInt8(ascii: "[") else { return nil }
        let first = skipSpaces(bytes, start &+ 1, end)
        return first < end && bytes.byte(at: first) == UInt8(ascii: "{") ? first : nil
    }

    /// Whether nothing stands behind an object but spaces, and a comma or the bracket that ends an array. O(spaces).
    @inline(__always)
    static func isEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        start == end || isSpelledEnd(bytes, start, end)
    }

    @inline(never)
    private static func isSpelledEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        let mark = skipSpaces(bytes, start, end)
        guard mark < end else { return true }
        let byte = bytes.byte(at: mark)
        return (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")) && skipSpaces(bytes, mark + 1, end) == end
    }

    /// Whether `line` is a bracket alone, of an array that has its elements a line each. O(line).
    static func isBracket(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        let start = skipSpaces(bytes, line.lowerBound, line.upperBound)
        guard start < line.upperBound, skipSpaces(bytes, start + 1, line.upperBound) == line.upperBound else {
            return false
        }
        return bytes.byte(at: start) == UInt8(ascii: "[") || bytes.byte(at: start) == UInt8(ascii: "]")
    }

    /// The place of the quote that ends the string whose opening quote stands at `start`, and whether escapes stand before
    /// it; `end` where there is none or an escape is none. O(string).
    @inline(__always)
    static func endOfString(_ bytes: RawSpan, _ start: Int, _ end: Int) -> (close: Int, hasEscapes: Bool) {
        let close = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: start &+ 1, to: end)
        guard close < end, bytes.byte(at: close) == UInt8(ascii: "\\") else { return (close, false) }
        return (escapedEnd(bytes, close, end), true)
    }

    /// The place behind the number or literal that begins at `start`, or `start` where none does. O(value).
    @inline(__always)
    static func endOfScalar(_ bytes: RawSpan, _ start: Int, _ end: Int) -> (end: Int, isNumber: Bool) {
        switch bytes.byte(at: start) {
        case UInt8(ascii: "t"): (endOfLiteral("true", bytes, start, end), false)
        case UInt8(ascii: "f"): (endOfLiteral("false", bytes, start, end), false)
        case UInt8(ascii: "n"): (endOfLiteral("null", bytes, start, end), false)
        default: (endOfNumber(bytes, start, end), true)
        }
    }

    /// The closing quote behind `start`, where the first backslash stands; `end` where there is none or an escape is none.
    @inline(never)
    private static func escapedEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes.byte(at: index) == UInt8(ascii: "\\") {
            guard index + 1 < end else { return end }
            switch bytes.byte(at: index + 1) {
            case UInt8(ascii: "u"):
                guard index + 6 <= end, JSONStringDecoder.codeUnit(bytes, at: index + 2) != nil else { return end }
                index += 6
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                index += 2
            default: return end
            }
            index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index, to: end)
        }
        return index
    }

    @inline(__always)
    private static func endOfLiteral(_ text: StaticString, _ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        let textEnd = start &+ text.utf8CodeUnitCount
        return textEnd <= end && bytes.spells(text, start..<textEnd) ? textEnd : start
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`
    @inline(__always)
    private static func endOfNumber(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        if bytes.byte(at: index) == UInt8(ascii: "-") { index &+= 1 }
        let digits = index
        index = endOfDigits(bytes, index, end)
        guard index > digits else { return start }
        // A number that begins with 0 ends behind it.
        if bytes.byte(at: digits) == UInt8(ascii: "0") { index = digits &+ 1 }
        if index < end, bytes.byte(at: index) == UInt8(ascii: ".") {
            let fraction = endOfDigits(bytes, index &+ 1, end)
            guard fraction > index &+ 1 else { return start }
            index = fraction
        }
        if index < end, bytes.byte(at: index) | 0x20 == UInt8(ascii: "e") {
            var exponent = index &+ 1
            let sign = exponent < end ? bytes.byte(at: exponent) : 0
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { exponent &+= 1 }
            let exponentEnd = endOfDigits(bytes, exponent, end)
            guard exponentEnd > exponent else { return start }
            index = exponentEnd
        }
        return index
    }

    @inline(__always)
    private static func endOfDigits(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes.byte(at: index) &- 0x30 < 10 { index &+= 1 }
        return index
    }
}
