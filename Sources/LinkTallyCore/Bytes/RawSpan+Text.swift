/// Lines, words and blanks in borrowed bytes.
extension RawSpan {
    /// Calls `body` with the range of each line, without white space at its ends. O(n).
    @inline(__always)
    package func forEachLine<Failure>(_ body: (Range<Int>) throws(Failure) -> Void) throws(Failure) {
        var start = 0
        while start < byteCount {
            let lineFeed = firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: byteCount)
            try body(trimmingWhiteSpace(start..<lineFeed))
            start = lineFeed + 1
        }
    }

    /// Whether the bytes of `range` are those of `text`, which is ASCII and, where `foldingCase`, in lower case.
    /// O(text).
    func spells(_ text: StaticString, _ range: Range<Int>, foldingCase: Bool = false) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { letters in
            for offset in 0..<range.count {
                var byte = byte(at: range.lowerBound + offset)
                if foldingCase, UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte { byte |= 0x20 }
                guard unsafe byte == letters[offset] else { return false }
            }
            return true
        }
    }

    /// Whether the eight bytes at `offset` are those of `text`, which has eight. Traps outside the span. O(1).
    @inline(__always)
    func spellsWord(_ text: StaticString, at offset: Int) -> Bool {
        precondition(text.utf8CodeUnitCount == 8)
        return word64(at: offset)
            == UInt64(littleEndian: unsafe UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self))
    }

    /// Whether the bytes of `range` begin with those of `text`. O(text).
    func begins(_ range: Range<Int>, with text: StaticString) -> Bool {
        range.count >= text.utf8CodeUnitCount && spells(text, range.prefix(text.utf8CodeUnitCount))
    }

    /// The first word in `range`, words being separated by ASCII white space; nil where there is none. O(word).
    func firstWord(in range: Range<Int>) -> Range<Int>? {
        var start = range.lowerBound
        while start < range.upperBound, firstIndexOfSpace(from: start, to: start + 1) == start { start += 1 }
        guard start < range.upperBound else { return nil }
        return start..<firstIndexOfSpace(from: start, to: range.upperBound)
    }

    /// Whether a field says nothing: it is empty or a dash. O(1).
    @inline(__always)
    func saysNothing(_ field: Range<Int>) -> Bool {
        field.isEmpty || (field.count == 1 && byte(at: field.lowerBound) == UInt8(ascii: "-"))
    }

    /// `range` without the spaces at both its ends. O(spaces).
    @inline(__always)
    func trimmingSpaces(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, byte(at: start) == UInt8(ascii: " ") { start &+= 1 }
        while start < end, byte(at: end &- 1) == UInt8(ascii: " ") { end &-= 1 }
        return start..<end
    }

    /// `range` without ASCII white space at both its ends; a line feed is none, since no line has one. O(white space).
    @inline(__always)
    func trimmingWhiteSpace(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, Self.isWhiteSpace(byte(at: start)) { start &+= 1 }
        while start < end, Self.isWhiteSpace(byte(at: end &- 1)) { end &-= 1 }
        return start..<end
    }

    @inline(__always)
    private static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D ~= byte && byte != 0x0A) }
}
