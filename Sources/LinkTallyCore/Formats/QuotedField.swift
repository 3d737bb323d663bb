/// Where a field in double quotes ends.
enum QuotedField {
    /// In a field in which a backslash escapes the byte behind it: the first unescaped `"` from `start`, or `end`; and whether a backslash stands before it. O(field).
    @inline(__always)
    static func end(_ bytes: RawSpan, from start: Int, to end: Int) -> (quote: Int, hasEscapes: Bool) {
        let index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: start, to: end)
        guard index < end, bytes.byte(at: index) == UInt8(ascii: "\\") else { return (index, false) }
        return (escapedEnd(bytes, index, end), true)
    }

    /// The first `"` from `start` that a status follows, and that status, in a field in which nothing is escaped; nil where
    /// there is none. O(field).
    @inline(__always)
    static func endBeforeStatus(
        _ bytes: RawSpan, from start: Int, to end: Int, needsSpace: Bool
    ) -> (quote: Int, status: UInt16)? {
        var quote = start
        while true {
            quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: quote, to: end)
            guard quote < end else { return nil }
            if let status = StatusField.status(in: bytes, at: quote &+ 1, lineEnd: end, needsSpace: needsSpace) {
                return (quote, status)
            }
            quote &+= 1
        }
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
