/// A field in double quotes, in which a backslash escapes the byte behind it.
enum QuotedField {
    /// The first unescaped `"` from `start`, or `end`; and whether a backslash stands before it. O(field).
    @inline(__always)
    static func end(_ bytes: RawSpan, from start: Int, to end: Int) -> (quote: Int, hasEscapes: Bool) {
        let index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: start, to: end)
        guard index < end, bytes.byte(at: index) == UInt8(ascii: "\\") else { return (index, false) }
        return (escapedEnd(bytes, index, end), true)
    }

    @inline(never)
    private static func escapedEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes.byte(at: index) == UInt8(ascii: "\\") {
            guard index + 2 <= end else { return end }
            index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index + 2, to: end)
        }
        return index
    }
}
