/// Reads a definition byte by byte and gathers its parts.
struct DefinitionReader {
    var cursor: DefinitionCursor
    private(set) var parts: [DefinitionPart] = []

    init(_ cursor: DefinitionCursor) { self.cursor = cursor }

    /// The next byte, where a part begins or goes on; nil at the end. A backslash and what it stands for in a quoted string
    /// of a configuration file (`\"`, `\'`, `\\`, `\t`, `\n`, `\r`) are one literal byte, which is added at once.
    mutating func next() -> UInt8? {
        while true {
            cursor.begin()
            guard let plain = Self.escapes.first(where: { cursor.take($0.text) })?.plain else {
                return cursor.takeByte()
            }
            addLiteral(plain)
        }
    }

    /// Adds a byte to the literal that is being read.
    mutating func addLiteral(_ byte: UInt8) {
        if let last = parts.indices.last, parts[last].meaning == nil {
            parts[last].literal.append(byte)
            parts[last].place = parts[last].place.lowerBound..<cursor.index
        } else {
            parts.append(DefinitionPart(meaning: nil, literal: [byte], place: cursor.start..<cursor.index))
        }
    }

    /// Adds the field that was read.
    mutating func addField(_ meaning: FieldMeaning, time: TimePattern? = nil) {
        parts.append(DefinitionPart(meaning: meaning, time: time, place: cursor.start..<cursor.index))
    }

    private static let escapes: [(text: String, plain: UInt8)] = [
        ("\\\"", 0x22), ("\\'", 0x27), ("\\\\", 0x5C), ("\\t", 0x09), ("\\n", 0x0A), ("\\r", 0x0D),
    ]
}

/// A place in a definition that is being read, and where the piece that is being read began.
struct DefinitionCursor {
    private let definition: String
    let bytes: [UInt8]
    private(set) var index = 0
    private(set) var start = 0

    init(_ definition: String) {
        self.definition = definition
        bytes = Array(definition.utf8)
    }

    /// Whether all was read.
    var isAtEnd: Bool { index == bytes.count }

    /// A piece begins here.
    mutating func begin() { start = index }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// Passes over the byte that stands here; nil at the end.
    mutating func takeByte() -> UInt8? {
        guard !isAtEnd else { return nil }
        defer { index += 1 }
        return bytes[index]
    }

    /// Passes over the bytes that `belongs` names; returns them.
    mutating func takeWhile(_ belongs: (UInt8) -> Bool) -> String {
        let text = bytes[index...].prefix(while: belongs)
        index += text.count
        return String(decoding: text, as: UTF8.self)
    }

    /// An error in the piece that is being read.
    func error(_ reason: String) -> DefinitionError { error(reason, at: start) }

    /// An error at the byte `offset` of the definition.
    func error(_ reason: String, at offset: Int) -> DefinitionError {
        DefinitionError(reason: reason, definition: definition, offset: offset)
    }

    /// An error for something that is missing.
    func missing(_ reason: String) -> DefinitionError { error(reason, at: bytes.count) }
}

/// Why a definition of a custom format cannot be used.
package struct DefinitionError: Error, Equatable {
    /// What is wrong, and what to do.
    package let reason: String
    /// The definition.
    package let definition: String
    /// The byte of it that is meant; its length where something is missing at its end.
    package let offset: Int

    /// The reason, the definition, and a mark under the place.
    package var text: String {
        let prefix = String(decoding: definition.utf8.prefix(offset), as: UTF8.self)
        return "\(reason)\n  \(definition)\n  \(String(repeating: " ", count: prefix.count))^"
    }
}
