/// Reads an nginx `log_format` string: text and `$variables`
/// (https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format).
enum NginxDefinition {
    /// What the variables that are read say; all others are skipped.
    private static let meanings: [String: FieldMeaning] = [
        "request": .request, "request_uri": .target, "uri": .path, "document_uri": .path, "args": .query,
        "query_string": .query, "is_args": .questionMark, "time_local": .localTime, "time_iso8601": .isoTime,
        "msec": .epochTime, "status": .status, "host": .host, "http_host": .host, "server_name": .host,
        "http_user_agent": .userAgent,
    ]

    private static let escapes: [(prefix: String, escapes: FieldEscapes)] = [
        ("escape=default", .backslash), ("escape=json", .json), ("escape=none", .none),
    ]

    /// The parts of `definition`, and how its fields are escaped. O(definition).
    static func parse(_ definition: String) throws(DefinitionError) -> (parts: [DefinitionPart], escapes: FieldEscapes)
    {
        var cursor = DefinitionCursor(definition)
        _ = cursor.takeWhile { $0 == UInt8(ascii: " ") }
        let choice = Self.escapes.first { cursor.take($0.prefix + " ") }
        if choice != nil { _ = cursor.takeWhile { $0 == UInt8(ascii: " ") } }
        // Without a choice, spaces in front belong to the lines.
        var reader = DefinitionReader(choice == nil ? DefinitionCursor(definition) : cursor)
        while let byte = reader.next() {
            guard byte == UInt8(ascii: "$") else {
                reader.addLiteral(byte)
                continue
            }
            let isBraced = reader.cursor.take("{")
            let name = reader.cursor.takeWhile {
                $0 == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
            }
            if name.isEmpty { throw reader.cursor.error("'$' needs the name of a variable behind it") }
            if isBraced, !reader.cursor.take("}") { throw reader.cursor.error("'${' needs a '}' behind the name") }
            reader.addField(meanings[name] ?? .other)
        }
        return (reader.parts, choice?.escapes ?? .backslash)
    }
}
