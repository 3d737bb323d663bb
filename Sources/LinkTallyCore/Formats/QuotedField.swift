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

    /// The second field in quotes behind `start`, as the user agent stands behind the Referer; nil where there is none.
    /// O(line).
    ///
    /// - Parameter hasEscapes: Whether a backslash escapes the byte behind it; else a field ends at the first quote that a
    ///   space or the line's end follows.
    @inline(__always)
    static func second(_ bytes: RawSpan, from start: Int, to end: Int, hasEscapes: Bool) -> LocatedField? {
        guard let first = next(bytes, from: start, to: end, hasEscapes: hasEscapes),
            let second = next(bytes, from: first.upperBound &+ 1, to: end, hasEscapes: hasEscapes)
        else { return nil }
        return LocatedField(range: second)
    }

    @inline(__always)
    private static func next(_ bytes: RawSpan, from start: Int, to end: Int, hasEscapes: Bool) -> Range<Int>? {
        let open = bytes.firstIndex(of: UInt8(ascii: "\""), from: start, to: end)
        guard open < end else { return nil }
        var close = open
        if hasEscapes {
            close = Self.end(bytes, from: open &+ 1, to: end).quote
        } else {
            repeat {
                close = bytes.firstIndex(of: UInt8(ascii: "\""), from: close &+ 1, to: end)
            } while close &+ 1 < end && bytes.byte(at: close &+ 1) != UInt8(ascii: " ")
        }
        return close < end ? open &+ 1..<close : nil
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
