/// Reads the text of `--json-keys`.
struct JSONKeysReader {
    private let text: String
    private let bytes: [UInt8]
    private var index = 0
    /// Where the entry that is being read began.
    private var start = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// The name in front of an entry.
    mutating func name() -> String {
        start = index
        return String(decoding: plain(until: "=,"), as: UTF8.self)
    }

    /// A path of keys; none of them may be empty.
    mutating func path() throws(DefinitionError) -> [[UInt8]] {
        var path: [[UInt8]] = []
        repeat { path.append(plain(until: ".,:")) } while take(".")
        if path.contains(where: \.isEmpty) { throw error("a key is empty") }
        if path.count > JSONKeyTree.depthLimit {
            throw error("a key is at most \(JSONKeyTree.depthLimit) objects deep")
        }
        return path
    }

    /// A pattern, up to the next comma.
    mutating func pattern() -> String {
        let pattern = bytes[index...].prefix { $0 != UInt8(ascii: ",") }
        index += pattern.count
        return String(decoding: pattern, as: UTF8.self)
    }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool {
        guard bytes[index...].starts(with: text.utf8) else { return false }
        index += text.utf8.count
        return true
    }

    /// Whether all was read.
    var isAtEnd: Bool { index == bytes.count }

    /// An error in the entry that is being read.
    func error(_ reason: String) -> DefinitionError { DefinitionError(reason: reason, definition: text, offset: start) }

    /// An error for something that is missing.
    func missing(_ reason: String) -> DefinitionError {
        DefinitionError(reason: reason, definition: text, offset: bytes.count)
    }

    /// The bytes up to one of `ends`, backslashes undone.
    private mutating func plain(until ends: String) -> [UInt8] {
        var plain: [UInt8] = []
        while index < bytes.count, !ends.utf8.contains(bytes[index]) {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            plain.append(bytes[index])
            index += 1
        }
        return plain
    }
}
