import LinkTallyCore

/// A JSON text in memory of its owner, with readable bytes behind it: simdjson reads whole blocks, past the end of the text.
package struct PaddedJSON: ~Escapable {
    /// Bytes behind a text that must be readable, whatever they are.
    package static var padding: Int { 64 }

    let bytes: RawSpan
    /// Where the text stands in the memory.
    package let range: Range<Int>

    /// The text in `range` of `bytes`. Traps where fewer than `padding` bytes stand behind it.
    @_lifetime(copy bytes)
    package init(_ bytes: RawSpan, _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound + Self.padding <= bytes.byteCount)
        self.bytes = bytes
        self.range = range
    }

    /// Whether nothing but white space stands in it. O(white space in front).
    var isBlank: Bool { !range.contains { !Self.isSpace(bytes.byte(at: $0)) } }

    /// Whether it begins with `byte`, white space passed over.
    func begins(with byte: UInt8) -> Bool {
        range.first { !Self.isSpace(bytes.byte(at: $0)) }.map { bytes.byte(at: $0) == byte } ?? false
    }

    /// A part of it.
    @_lifetime(copy self)
    func part(_ part: Range<Int>) -> PaddedJSON { PaddedJSON(bytes, part) }

    /// The byte at an offset in the memory.
    package func byte(at offset: Int) -> UInt8 { bytes.byte(at: offset) }

    /// Line feeds in `part`, which must be within the memory. O(part).
    package func lineFeeds(in part: Range<Int>) -> Int {
        part.reduce(0) { $0 + (bytes.byte(at: $1) == 0x0A ? 1 : 0) }
    }

    /// White space of JSON (RFC 8259).
    package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0A ~= byte || byte == 0x0D }

    /// Whether an array or object begins with `byte`.
    package static func opens(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }
    /// Whether an array or object ends with `byte`.
    package static func closes(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") }
    /// Whether `byte` can stand behind an array or object within another one.
    package static func goesOn(_ byte: UInt8) -> Bool { closes(byte) || byte == UInt8(ascii: ",") }
}

/// Where the documents of a text begin and end, as far as brackets, quotes and lines tell. Whether they are JSON, the parser says.
extension PaddedJSON {
    /// The end of the array or object that begins at `start`: behind the bracket that closes it. Nil where none begins there, and
    /// where `limit` or a line feed in a string, which JSON does not have, comes first. O(what it passes).
    func endOfDocument(from start: Int, limit: Int) -> Int? {
        guard start < limit, Self.opens(bytes.byte(at: start)) else { return nil }
        var depth = 0
        var offset = start
        while offset < limit {
            let byte = bytes.byte(at: offset)
            offset += 1
            if Self.opens(byte) {
                depth += 1
            } else if Self.closes(byte) {
                depth -= 1
                if depth == 0 { return offset }
            } else if byte == UInt8(ascii: "\"") {
                guard let end = endOfString(from: offset, limit: limit) else { return nil }
                offset = end
            }
        }
        return nil
    }

    /// Behind the quote that ends the string whose first byte is at `start`.
    private func endOfString(from start: Int, limit: Int) -> Int? {
        var offset = start
        while offset < limit {
            switch bytes.byte(at: offset) {
            case UInt8(ascii: "\""): return offset + 1
            case UInt8(ascii: "\\") where offset + 1 < limit && bytes.byte(at: offset + 1) != 0x0A: offset += 2
            case 0x0A: return nil
            default: offset += 1
            }
        }
        return nil
    }

    /// The first offset from `start` on with a byte that is not `isPassed`; nil where there is none. O(what it passes).
    func first(from start: Int, passing isPassed: (UInt8) -> Bool) -> Int? {
        (start..<range.upperBound).first { !isPassed(bytes.byte(at: $0)) }
    }

    /// Where, behind `start`, a line begins with an array or object that is not indented: what stands there in a text with a
    /// fault is most likely a document of its own. O(what it passes).
    func lineThatOpens(behind start: Int) -> Int? {
        var offset = start
        while true {
            let lineFeed = bytes.firstIndex(of: 0x0A, from: offset, to: range.upperBound)
            guard lineFeed + 1 < range.upperBound else { return nil }
            if Self.opens(bytes.byte(at: lineFeed + 1)) { return lineFeed + 1 }
            offset = lineFeed + 1
        }
    }
}
