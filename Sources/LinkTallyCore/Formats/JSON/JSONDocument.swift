/// JSON that is not one object a line, told from its first bytes: what it is, and what makes such lines of it.
package enum JSONDocument: Sendable, Equatable {
    /// `[{...}, {...}]`, on one line or on several.
    case array
    /// `{"records":[{...}, {...}]}`: an object with records in an array, on one line or on several.
    case records(key: String)
    /// Objects that are written over several lines.
    case pretty

    /// What it is, in words behind "is".
    package var name: String {
        switch self {
        case .array: "a JSON array"
        case .records(let key): "JSON with its records in the array '\(key)'"
        case .pretty: "JSON over several lines"
        }
    }

    /// The command that makes lines of it, without the file's name, which comes last.
    package var converter: String {
        switch self {
        case .array: "jq -c '.[]'"
        case .records(let key): "jq -c '.\(key)[]'"
        case .pretty: "jq -c ."
        }
    }

    /// Keys of records: Azure's, AWS's and those of other collectors. Other arrays of objects stand in records, too.
    private static let keys: [StaticString] = ["records", "Records", "entries", "events", "logEvents", "items", "logs"]

    /// The document that begins in `window`; nil where that is something else, such as one object a line. O(window).
    package init?(_ window: RawSpan) {
        var cursor = Cursor(window)
        if cursor.take(UInt8(ascii: "[")) {
            guard cursor.take(UInt8(ascii: "{")), cursor.takeKey() != nil || cursor.take(UInt8(ascii: "}")) else {
                return nil
            }
            self = .array
            return
        }
        let start = cursor.next
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        let line = window.trimmingWhiteSpace(
            start..<window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: window.byteCount))
        let isBroken = line.count == 1 || ",{[".utf8.contains(window.byte(at: line.upperBound - 1))
        guard let first = cursor.takeKey() else { return nil }
        // What stands in front of the array is short: a count, a name, a link.
        var key: Range<Int>? = first
        while let name = key {
            if Self.keys.contains(where: { window.spells($0, name) }), cursor.take(UInt8(ascii: "[")),
                cursor.take(UInt8(ascii: "{"))
            {
                self = .records(key: window.extracting(name).text)
                return
            }
            guard cursor.takeScalar(), cursor.take(UInt8(ascii: ",")) else { break }
            key = cursor.takeKey()
        }
        guard isBroken else { return nil }
        self = .pretty
    }

    /// Goes through the tokens of a JSON text, line ends among the white space.
    private struct Cursor {
        private let bytes: [UInt8]
        private var index = 0

        init(_ window: RawSpan) { bytes = window.array }

        /// The place of the next token.
        var next: Int { JSONTokens.skipSpaces(bytes.rawSpan, index, bytes.count) }

        mutating func take(_ byte: UInt8) -> Bool {
            let start = next
            guard start < bytes.count, bytes[start] == byte else { return false }
            index = start + 1
            return true
        }

        /// A string, without its quotes, and a colon behind it.
        mutating func takeKey() -> Range<Int>? {
            guard let key = takeString(), take(UInt8(ascii: ":")) else { return nil }
            return key
        }

        /// A string, a number, true, false or null.
        mutating func takeScalar() -> Bool {
            if takeString() != nil { return true }
            let start = next
            guard start < bytes.count else { return false }
            index = JSONTokens.endOfScalar(bytes.rawSpan, start, bytes.count).end
            return index > start
        }

        private mutating func takeString() -> Range<Int>? {
            let start = next
            guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else { return nil }
            let close = JSONTokens.endOfString(bytes.rawSpan, start, bytes.count).close
            guard close < bytes.count else { return nil }
            index = close + 1
            return start + 1..<close
        }
    }
}
