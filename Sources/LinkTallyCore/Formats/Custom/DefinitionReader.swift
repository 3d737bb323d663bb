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
    mutating func addField(_ meaning: FieldMeaning) {
        parts.append(DefinitionPart(meaning: meaning, place: cursor.start..<cursor.index))
    }

    private static let escapes: [(text: String, plain: UInt8)] = [
        ("\\\"", 0x22), ("\\'", 0x27), ("\\\\", 0x5C), ("\\t", 0x09), ("\\n", 0x0A), ("\\r", 0x0D),
    ]
}
