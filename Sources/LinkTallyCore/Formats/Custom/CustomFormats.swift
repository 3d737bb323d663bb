/// Formats that are defined on the command line.
package enum CustomFormats {
    /// The name of every custom format.
    static let name = "custom"

    /// The format of an nginx `log_format` string or an Apache `LogFormat` string. O(definition).
    ///
    /// Where time, request and status stand side by side as in the common log format, lines are read as that format reads
    /// them, so that a user name with spaces or a list of addresses does no harm; else field by field.
    package static func format(ofDefinition text: String) throws(DefinitionError) -> LogFormat {
        let text = try ConfigStatement.definition(in: text)
        let definition = try Definition(text)
        return LogFormat(
            definition: logFormatPrefix + text,
            CommonLogShape.format(of: definition) ?? DefinedFormat(LineDefinition(definition)), lacks: definition.lacks)
    }

    /// What is to be known of logs of such a definition; nil where nothing is. O(definition).
    package static func doubt(ofDefinition text: String) -> String? {
        guard let text = try? ConfigStatement.definition(in: text), let definition = try? Definition(text),
            let field = definition.visitorField(in: text)
        else { return nil }
        return
            "\(field) stands in front of the request without quotes: with a space in it, a visitor shifts the fields behind it, "
            + "and the request may be one that was never made; have the server write quotes around it, or write it last"
    }

    /// The format of JSON lines with these keys: `target=request.uri,time=ts,status=code,host=host`. O(keys).
    package static func format(ofJSONKeys text: String) throws(DefinitionError) -> LogFormat {
        let keys = try JSONKeys(text, matchesFlatKeys: true)
        return LogFormat(definition: jsonKeysPrefix + text, JSONLogFormat(keys), lacks: keys.lacks)
    }

    /// The format of lines with these columns between TABs, named as CloudFront names them, with commas or white space
    /// between the names. O(names).
    package static func format(ofColumns text: String) throws(DefinitionError) -> LogFormat {
        let names = String(decoding: text.utf8.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
        guard let format = CloudFrontRealTimeFormat(names: names) else {
            throw DefinitionError(
                reason: "no column has the request; cs-uri-stem is needed", definition: text, offset: text.utf8.count)
        }
        return LogFormat(definition: columnsPrefix + text, format, lacks: format.lacks)
    }

    private static let columnsPrefix = "columns "
    private static let logFormatPrefix = "log-format "
    private static let jsonKeysPrefix = "json-keys "

    /// The format whose `LogFormat.definition` this is; nil where it is none.
    static func restored(_ definition: String) -> LogFormat? {
        if definition.hasPrefix(logFormatPrefix) {
            return try? format(ofDefinition: String(definition.dropFirst(logFormatPrefix.count)))
        }
        if definition.hasPrefix(columnsPrefix) {
            return try? format(ofColumns: String(definition.dropFirst(columnsPrefix.count)))
        }
        guard definition.hasPrefix(jsonKeysPrefix) else { return nil }
        return try? format(ofJSONKeys: String(definition.dropFirst(jsonKeysPrefix.count)))
    }
}

/// Finds the common log format in a definition: `[time] "request" status` (rule R11).
enum CommonLogShape {
    /// The built-in format that reads lines of `definition` as they should be read; nil where there is none.
    static func format(of definition: Definition) -> (any LineFormat)? {
        let parts = definition.parts
        guard let time = definition.first({ $0.isTime }), time > 0, time + 4 < parts.count,
            parts[time].meaning == .localTime, parts[time - 1].literal.last == UInt8(ascii: "["),
            parts[time + 1].spells("] \""), parts[time + 2].meaning == .request,
            parts[time + 3].spells("\" "), parts[time + 4].meaning == .status,
            // Another field of these would have to be looked for.
            definition.first({ $0 == .request || $0 == .hostAndTarget }) == time + 2,
            definition.first({ $0 == .status }) == time + 4,
            isSecondQuoted(definition.first { $0 == .userAgent }, parts, time + 5)
        else { return nil }
        let isFollowed = time + 5 == parts.count || parts[time + 5].literal.first == UInt8(ascii: " ")
        let host = definition.first { $0 == .host }
        switch definition.escapes {
        case .backslash where isFollowed && host == nil: return CombinedFormat()
        case .backslash where isFollowed && host == 0 && isVhostCombined(parts[..<time]): return VhostCombinedFormat()
        case .none where isFollowed && time + 5 < parts.count && host == nil: return TraefikFormat()
        default: return nil
        }
    }

    /// Whether the field at `index` is the second one in quotes from `start`, or there is none.
    private static func isSecondQuoted(_ index: Int?, _ parts: [DefinitionPart], _ start: Int) -> Bool {
        guard let index else { return true }
        guard index > start, index + 1 < parts.count else { return false }
        let quotes = parts[start..<index].reduce(0) { $0 + $1.literal.count { $0 == UInt8(ascii: "\"") } }
        return quotes == 3 && parts[index - 1].literal.last == UInt8(ascii: "\"")
            && parts[index + 1].literal.first == UInt8(ascii: "\"")
    }

    /// Whether host, with a port or without, and three more words stand before the time.
    private static func isVhostCombined(_ parts: ArraySlice<DefinitionPart>) -> Bool {
        var rest = parts.dropFirst()
        if rest.count >= 2, rest.first!.spells(":") { rest = rest.dropFirst(2) }
        let literals = rest.flatMap(\.literal)
        return rest.count { $0.meaning != nil } <= 3 && literals.count { $0 == UInt8(ascii: " ") } == 4
            && literals.allSatisfy { " -[".utf8.contains($0) }
    }
}
