/// Formats that are defined on the command line.
package enum CustomFormats {
    /// The name of every custom format.
    static let name = "custom"

    /// The format of an nginx `log_format` string or an Apache `LogFormat` string. O(definition).
    ///
    /// Where time, request and status stand side by side as in the common log format, lines are read as that format reads
    /// them, so that a user name with spaces or a list of addresses does no harm; else field by field.
    package static func format(ofDefinition text: String) throws(DefinitionError) -> LogFormatChoice {
        let definition = try Definition(text)
        return LogFormatChoice(
            format: CommonLogShape.format(of: definition) ?? DefinedFormat(LineDefinition(definition)), name: name,
            lacks: definition.lacks, definition: logFormatPrefix + text)
    }

    /// The format of JSON lines with these keys: `target=request.uri,time=ts,status=code,host=host`. O(keys).
    package static func format(ofJSONKeys text: String) throws(DefinitionError) -> LogFormatChoice {
        let keys = try JSONKeys(text)
        return LogFormatChoice(
            format: JSONKeysFormat(keys), name: name, lacks: keys.lacks, definition: jsonKeysPrefix + text)
    }

    private static let logFormatPrefix = "log-format "
    private static let jsonKeysPrefix = "json-keys "

    /// The format whose `LogFormatChoice.definition` this is; nil where it is none.
    static func restored(_ definition: String) -> LogFormatChoice? {
        if definition.hasPrefix(logFormatPrefix) {
            return try? format(ofDefinition: String(definition.dropFirst(logFormatPrefix.count)))
        }
        guard definition.hasPrefix(jsonKeysPrefix) else { return nil }
        return try? format(ofJSONKeys: String(definition.dropFirst(jsonKeysPrefix.count)))
    }
}
