/// A definition as it stands in the configuration of a server, pasted whole.
///
/// nginx takes several strings as one: `log_format main escape=json '$remote_addr ' '"$request"';`
/// (https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format). Apache has one string and a name behind it:
/// `LogFormat "%h %r" common`. Pieces in single quotes are put together without `log_format` in front, too, where one ends
/// with a space: else the quotes may be those of the lines.
enum ConfigStatement {
    /// What stands between the quotes, without what stands around them; `text` itself where it is no statement. O(text).
    static func definition(in text: String) throws(DefinitionError) -> String {
        var cursor = DefinitionCursor(text)
        cursor.takeSpaces()
        if cursor.take("log_format ") {
            cursor.takeSpaces()
            _ = cursor.takeWhile(isWord)
            cursor.takeSpaces()
            return try strings(&cursor)
        }
        if cursor.take("LogFormat ") {
            cursor.takeSpaces()
            return try string(&cursor)
        }
        guard text.utf8.first == UInt8(ascii: "'"), let pieces = try? strings(&cursor), hasSeveral(text) else {
            return text
        }
        return pieces
    }

    /// Whether a space stands at the end of the first string in quotes, and another string behind it: so long definitions are
    /// written, and fields in quotes are not.
    private static func hasSeveral(_ text: String) -> Bool {
        var cursor = DefinitionCursor(text)
        let first = try? string(&cursor)
        cursor.takeSpaces()
        return first?.last == " " && cursor.take("'")
    }

    /// The strings of nginx up to the semicolon or the end, with what says how they are escaped in front.
    private static func strings(_ cursor: inout DefinitionCursor) throws(DefinitionError) -> String {
        var result = ""
        if cursor.take("escape=") { result = "escape=" + cursor.takeWhile(isWord) + " " }
        cursor.takeSpaces()
        while !cursor.isAtEnd, !cursor.take(";") {
            result += try string(&cursor)
            cursor.takeSpaces()
        }
        cursor.takeSpaces()
        guard cursor.isAtEnd else { throw cursor.error("nothing may stand behind the semicolon", at: cursor.index) }
        return result
    }

    /// A string in quotes, or a word without any.
    private static func string(_ cursor: inout DefinitionCursor) throws(DefinitionError) -> String {
        cursor.begin()
        guard let quote = ["'", "\""].first(where: { cursor.take($0) }) else { return cursor.takeWhile(isWord) }
        var content = ""
        while !cursor.take(quote) {
            if cursor.take("\\") {
                // An escaped quote is a quote; the rest is undone by who reads the definition.
                if let escaped = ["'", "\""].first(where: { cursor.take($0) }) {
                    content += escaped
                } else {
                    content += cursor.take("\\") ? "\\\\" : "\\"
                }
                continue
            }
            guard !cursor.isAtEnd else { throw cursor.error("this quote has no second one") }
            content += cursor.takeWhile { $0 != UInt8(ascii: "\\") && $0 != quote.utf8.first }
        }
        return content
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: ";") }
}

extension DefinitionCursor {
    fileprivate mutating func takeSpaces() { _ = takeWhile { $0 <= 0x20 } }
}
