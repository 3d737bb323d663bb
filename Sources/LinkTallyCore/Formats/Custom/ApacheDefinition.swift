/// Reads an Apache `LogFormat` string: text and `%directives`
/// (https://httpd.apache.org/docs/2.4/mod/mod_log_config.html#formats).
enum ApacheDefinition {
    /// The parts of `definition`. O(definition).
    static func parse(_ definition: String) throws(DefinitionError) -> [DefinitionPart] {
        var reader = DefinitionReader(DefinitionCursor(definition))
        while let byte = reader.next() {
            guard byte == UInt8(ascii: "%") else {
                reader.addLiteral(byte)
                continue
            }
            if reader.cursor.take("%") {
                reader.addLiteral(byte)
                continue
            }
            // Statuses for which the field is written, and which of two requests is meant.
            _ = reader.cursor.takeWhile { "!,0123456789<>".utf8.contains($0) }
            var argument = ""
            if reader.cursor.take("{") {
                argument = reader.cursor.takeWhile { $0 != UInt8(ascii: "}") }
                if !reader.cursor.take("}") { throw reader.cursor.error("'%{' needs a '}'") }
                _ = reader.cursor.takeWhile { "<>".utf8.contains($0) }
            }
            // Trailers have a letter and a name in front of theirs: %{Name}^ti.
            if reader.cursor.take("^") { _ = reader.cursor.takeByte() }
            guard let letter = reader.cursor.takeByte(), UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter | 0x20 else {
                throw reader.cursor.error("'%' needs a directive's letter behind it ('%%' is a percent sign)")
            }
            try add(letter, argument, to: &reader)
        }
        return reader.parts
    }

    private static let headers: [String: FieldMeaning] = ["host": .host, "user-agent": .userAgent]

    private static func add(
        _ letter: UInt8, _ argument: String, to reader: inout DefinitionReader
    ) throws(DefinitionError) {
        switch (letter, argument) {
        case (UInt8(ascii: "r"), ""): reader.addField(.request)
        case (UInt8(ascii: "U"), ""): reader.addField(.path)
        case (UInt8(ascii: "q"), ""): reader.addField(.query)
        case (UInt8(ascii: "s"), ""): reader.addField(.status)
        case (UInt8(ascii: "v"), ""), (UInt8(ascii: "V"), ""): reader.addField(.host)
        case (UInt8(ascii: "i"), _): reader.addField(headers[argument.lowercased()] ?? .other)
        case (UInt8(ascii: "t"), _): try addTime(argument, to: &reader)
        default: reader.addField(.other)
        }
    }

    /// `%t`, and what may stand between its braces: `sec` and its like, or a pattern of strftime(3).
    private static func addTime(
        _ argument: String, to reader: inout DefinitionReader
    ) throws(DefinitionError) {
        var format = argument
        for prefix in ["begin:", "end:"] where argument.hasPrefix(prefix) { format.removeFirst(prefix.count) }
        switch format {
        case "", "[%d/%b/%Y:%H:%M:%S %z]", "[%d/%b/%Y:%T %z]":
            reader.addLiteral(UInt8(ascii: "["))
            reader.addField(.localTime)
            reader.addLiteral(UInt8(ascii: "]"))
        case "%d/%b/%Y:%H:%M:%S %z", "%d/%b/%Y:%T %z": reader.addField(.localTime)
        case "%Y-%m-%dT%H:%M:%S%z", "%FT%T%z", "%Y-%m-%dT%H:%M:%SZ", "%FT%TZ": reader.addField(.isoTime)
        case "sec", "msec", "usec", "%s": reader.addField(.epochTime)
        case "msec_frac": reader.addField(.timePart, time: .fraction(digits: 3))
        case "usec_frac": reader.addField(.timePart, time: .fraction(digits: 6))
        default:
            do throws(TimePattern.Fault) {
                reader.addField(.timePart, time: try TimePattern(format))
            } catch {
                // The pattern ends where the brace stands that closes it.
                let end = reader.cursor.bytes[..<reader.cursor.index].lastIndex(of: UInt8(ascii: "}"))
                let start = (end ?? reader.cursor.index) - format.utf8.count
                throw reader.cursor.error(error.reason, at: start + error.offset)
            }
        }
    }
}
