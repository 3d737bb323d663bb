/// Where a line's text stands, and whether there is any (rule R1).
enum LineEnd {
    /// The text of the line `start..<lineFeed`: without one CR before its line feed, and without the NUL bytes in front that a
    /// writer leaves in a file that was truncated below it. O(1), or O(NUL bytes).
    @inline(__always)
    static func text(_ bytes: RawSpan, _ start: Int, _ lineFeed: Int) -> Range<Int> {
        let end = trimmed(bytes, start, lineFeed)
        guard start < end, bytes.byte(at: start) == 0 else { return start..<end }
        return bytes.firstNonzeroIndex(from: start, to: end)..<end
    }

    /// The end of the line `start..<lineFeed` without one CR before its line feed. O(1).
    @inline(__always)
    static func trimmed(_ bytes: RawSpan, _ start: Int, _ lineFeed: Int) -> Int {
        lineFeed > start && bytes.byte(at: lineFeed &- 1) == UInt8(ascii: "\r") ? lineFeed &- 1 : lineFeed
    }

    /// Whether the line is empty or only spaces and tabs. O(blanks).
    @inline(__always)
    static func isBlank(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        var index = line.lowerBound
        while index < line.upperBound, isBlank(bytes.byte(at: index)) { index &+= 1 }
        return index == line.upperBound
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

/// Finds the ends of fields that are separated by single spaces.
enum FieldSearch {
    /// The place of the space behind the word at `start`; nil where there is no word, another kind of white space stands
    /// in it, or no space follows it. O(word).
    @inline(__always)
    static func endOfWord(_ bytes: RawSpan, from start: Int, to end: Int) -> Int? {
        let space = bytes.firstIndexOfSpace(from: start, to: end)
        guard space > start, space < end, bytes.byte(at: space) == UInt8(ascii: " ") else { return nil }
        return space
    }
}

/// Where a field in double quotes ends.
enum QuotedField {
    /// In a field in which a backslash escapes the byte behind it: the first unescaped `"` from `start`, or `end`; and
    /// whether a backslash stands before it. O(field).
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

/// Undoing of the escapes that Apache (`\"`, `\\`, `\b`, `\n`, `\r`, `\t`, `\v`, `\xhh`; httpd server/util.c) and nginx
/// (`\xHH`; ngx_http_log_module.c) write into a quoted request. Any other `\c` stays.
enum LogEscapes {
    /// Appends the bytes of `range`, escapes undone once, to `target`; returns where they stand there. O(n).
    @inline(never)
    static func undo(in bytes: RawSpan, _ range: Range<Int>, into target: inout ScratchBuffer) -> Range<Int> {
        let start = target.count
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes.byte(at: index)
            guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
                target.append(byte)
                index += 1
                continue
            }
            let kind = bytes.byte(at: index + 1)
            if kind == UInt8(ascii: "x"), index + 3 < range.upperBound,
                let high = HexDigit.value(of: bytes.byte(at: index + 2)),
                let low = HexDigit.value(of: bytes.byte(at: index + 3))
            {
                target.append(high &<< 4 | low)
                index += 4
                continue
            }
            if let plain = simple(kind) {
                target.append(plain)
            } else {
                target.append(byte)
                target.append(kind)
            }
            index += 2
        }
        return start..<target.count
    }

    private static func simple(_ kind: UInt8) -> UInt8? {
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): kind
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "v"): 0x0B
        default: nil
        }
    }
}

/// The status of a response: three digits, or `-` where it is unknown.
enum StatusField {
    /// Reads ` 200` or ` -` at `index`, followed by a space or, unless `needsSpace`, by the end of the line.
    ///
    /// - Returns: The status, 0 where it is unknown, or nil where none stands there. O(1).
    @inline(__always)
    static func status(in bytes: RawSpan, at index: Int, lineEnd: Int, needsSpace: Bool) -> UInt16? {
        if index &+ 5 <= lineEnd, let status = usual(in: bytes, at: index) { return status }
        return spelled(in: bytes, at: index, lineEnd: lineEnd, needsSpace: needsSpace)
    }

    /// Reads ` 200 ` at `index`, as nearly every line has it: none of these bytes ends a line. Nil for anything else. O(1).
    @inline(__always)
    static func usual(in bytes: RawSpan, at index: Int) -> UInt16? {
        guard index &+ 8 <= bytes.byteCount else { return nil }
        let word = bytes.word64(at: index)
        let digits = DecimalDigits.values(word &>> 8, places: 0xFF_FFFF)
        guard word & 0xFF_0000_00FF == 0x20_0000_0020, let digits else { return nil }
        return UInt16(truncatingIfNeeded: (digits & 0xFF) &* 100 &+ (digits &>> 8 & 0xFF) &* 10 &+ digits &>> 16)
    }

    /// What `status` does, for all that `usual` does not read.
    @inline(never)
    static func spelled(in bytes: RawSpan, at index: Int, lineEnd: Int, needsSpace: Bool) -> UInt16? {
        guard index &+ 2 <= lineEnd, bytes.byte(at: index) == UInt8(ascii: " ") else { return nil }
        var end = index &+ 2
        var status: UInt16 = 0
        if bytes.byte(at: index &+ 1) != UInt8(ascii: "-") {
            guard let number = threeDigits(in: bytes, at: index &+ 1, end: lineEnd) else { return nil }
            status = number
            end = index &+ 4
        }
        guard end == lineEnd ? !needsSpace : bytes.byte(at: end) == UInt8(ascii: " ") else { return nil }
        return status
    }

    /// The status that fills a whole field; 0 where it is anything but three digits. O(1).
    @inline(__always)
    static func status(in bytes: RawSpan, field: Range<Int>) -> UInt16 {
        field.count == 3 ? threeDigits(in: bytes, at: field.lowerBound, end: field.upperBound) ?? 0 : 0
    }

    @inline(__always)
    private static func threeDigits(in bytes: RawSpan, at index: Int, end: Int) -> UInt16? {
        guard index &+ 3 <= end else { return nil }
        let (hundreds, tens, ones) = (
            bytes.byte(at: index) &- 0x30, bytes.byte(at: index &+ 1) &- 0x30, bytes.byte(at: index &+ 2) &- 0x30
        )
        guard hundreds < 10, tens < 10, ones < 10 else { return nil }
        return UInt16(hundreds) &* 100 &+ UInt16(tens) &* 10 &+ UInt16(ones)
    }
}
