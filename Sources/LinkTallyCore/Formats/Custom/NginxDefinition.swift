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
        var reader = DefinitionReader(definition)
        var escapes = FieldEscapes.backslash
        reader.skip(" ")
        if let choice = Self.escapes.first(where: { reader.take($0.prefix + " ") }) {
            escapes = choice.escapes
            reader.skip(" ")
        } else {
            reader.rewind()
        }
        while let byte = reader.next() {
            guard byte == UInt8(ascii: "$") else {
                reader.addLiteral(byte)
                continue
            }
            let isBraced = reader.take("{")
            let name = reader.takeWhile {
                $0 == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
            }
            if name.isEmpty { throw reader.error("'$' needs the name of a variable behind it") }
            if isBraced, !reader.take("}") { throw reader.error("'${' needs a '}' behind the name") }
            reader.addField(meanings[name] ?? .other)
        }
        return (reader.parts, escapes)
    }
}
