import LinkTallyCore

/// A JSON text in memory of its owner, with room behind it: simdjson reads whole blocks.
package struct JSONText: ~Escapable {
    /// Bytes behind a text that must be there to be read, whatever they are.
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
    func part(_ part: Range<Int>) -> JSONText { JSONText(bytes, part) }

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
