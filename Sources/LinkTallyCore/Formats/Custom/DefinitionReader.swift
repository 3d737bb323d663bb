/// Reads a definition byte by byte and gathers its parts.
struct DefinitionReader {
    private let definition: String
    private let bytes: [UInt8]
    private var index = 0
    /// Where the part that is being read began.
    private var start = 0
    private(set) var parts: [DefinitionPart] = []

    init(_ definition: String) {
        self.definition = definition
        bytes = Array(definition.utf8)
    }

    /// The next byte, where a part begins or goes on; nil at the end. A backslash and what it stands for in a quoted string
    /// of a configuration file (`\"`, `\'`, `\\`, `\t`, `\n`, `\r`) are one literal byte, which is added at once.
    mutating func next() -> UInt8? {
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, let plain = Self.escaped(bytes[index + 1]) {
                start = index
                index += 2
                addLiteral(plain)
                continue
            }
            start = index
            index += 1
            return byte
        }
        return nil
    }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// Passes over the byte that stands here; nil at the end.
    mutating func takeByte() -> UInt8? {
        guard index < bytes.count else { return nil }
        defer { index += 1 }
        return bytes[index]
    }

    /// Passes over the bytes that `belongs` names; returns them.
    mutating func takeWhile(_ belongs: (UInt8) -> Bool) -> String {
        let text = bytes[index...].prefix(while: belongs)
        index += text.count
        return String(decoding: text, as: UTF8.self)
    }

    /// Passes over all bytes of `set` that stand here.
    mutating func skip(_ set: String) { _ = takeWhile { set.utf8.contains($0) } }

    /// Begins again.
    mutating func rewind() { index = 0 }

    /// Adds a byte to the literal that is being read.
    mutating func addLiteral(_ byte: UInt8) {
        if let last = parts.indices.last, parts[last].meaning == nil {
            parts[last].literal.append(byte)
            parts[last].place = parts[last].place.lowerBound..<index
        } else {
            parts.append(DefinitionPart(meaning: nil, literal: [byte], place: start..<index))
        }
    }

    /// Adds the field that was read.
    mutating func addField(_ meaning: FieldMeaning) {
        parts.append(DefinitionPart(meaning: meaning, place: start..<index))
    }

    /// An error in what is being read.
    func error(_ reason: String) -> DefinitionError {
        DefinitionError(reason: reason, definition: definition, offset: start)
    }

    private static func escaped(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        default: nil
        }
    }
}
