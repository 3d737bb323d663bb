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
    func error(_ reason: String) -> DefinitionError {
        DefinitionError(reason: reason, definition: definition, offset: start)
    }

    /// An error for something that is missing.
    func missing(_ reason: String) -> DefinitionError {
        DefinitionError(reason: reason, definition: definition, offset: bytes.count)
    }
}
