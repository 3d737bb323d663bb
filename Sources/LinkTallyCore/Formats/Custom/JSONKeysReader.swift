/// Reads the text of `--json-keys`.
struct JSONKeysReader {
    private(set) var cursor: DefinitionCursor

    init(_ text: String) { cursor = DefinitionCursor(text) }

    /// The name in front of an entry.
    mutating func name() -> String {
        cursor.begin()
        return String(decoding: plain(until: "=,"), as: UTF8.self)
    }

    /// A path of keys; none of them may be empty.
    mutating func path() throws(DefinitionError) -> [[UInt8]] {
        var path: [[UInt8]] = []
        repeat { path.append(plain(until: ".,:")) } while cursor.take(".")
        if path.contains(where: \.isEmpty) { throw cursor.error("a key is empty") }
        if path.count > JSONKeyTree.depthLimit {
            throw cursor.error("a key is at most \(JSONKeyTree.depthLimit) objects deep")
        }
        return path
    }

    /// A pattern, up to the next comma.
    mutating func pattern() -> String { cursor.takeWhile { $0 != UInt8(ascii: ",") } }

    /// Passes over `text` if it stands here.
    mutating func take(_ text: String) -> Bool { cursor.take(text) }

    /// The bytes up to one of `ends`, backslashes undone.
    private mutating func plain(until ends: String) -> [UInt8] {
        var plain: [UInt8] = []
        while !cursor.isAtEnd, !ends.utf8.contains(cursor.bytes[cursor.index]) {
            let byte = cursor.takeByte()!
            // A backslash at the end is itself.
            plain.append(byte == UInt8(ascii: "\\") ? cursor.takeByte() ?? byte : byte)
        }
        return plain
    }
}
