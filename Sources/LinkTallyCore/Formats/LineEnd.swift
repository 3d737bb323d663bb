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
