import ArgumentParser
import LinkTallyCore

/// What the lines of the logs look like.
struct FormatArguments: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "The logs' format: \(LogFormats.names.joined(separator: ", ")). Default: told from the first lines.",
            valueName: "name"))
    var formatName: String?

    @Option(
        help: ArgumentHelp(
            "The lines of the logs as an nginx log_format or an Apache LogFormat string has them.", valueName: "string")
    )
    var logFormat: String?

    @Option(
        help: ArgumentHelp(
            "The logs are JSON lines with these keys: target=request.uri,time=ts,status=code,host=host.",
            valueName: "keys"))
    var jsonKeys: String?

    /// The format that was named or defined; `validate` has seen that there is no error in it.
    var format: LogFormatChoice? {
        if let formatName { return LogFormats.named(formatName) }
        return try? definedFormat()
    }

    /// The format that was defined, if one was.
    private func definedFormat() throws -> LogFormatChoice? {
        do throws(DefinitionError) {
            if let logFormat { return try CustomFormats.format(ofDefinition: logFormat) }
            if let jsonKeys { return try CustomFormats.format(ofJSONKeys: jsonKeys) }
            return nil
        } catch {
            throw ValidationError("--\(logFormat != nil ? "log-format" : "json-keys"): \(error.text)")
        }
    }

    func validate() throws {
        if [formatName, logFormat, jsonKeys].count(where: { $0 != nil }) > 1 {
            throw ValidationError("--format, --log-format and --json-keys exclude each other; give one of them")
        }
        _ = try definedFormat()
        if let formatName, LogFormats.named(formatName) == nil {
            throw ValidationError(
                "--format '\(formatName)' is no known format; use one of \(LogFormats.names.joined(separator: ", "))")
        }
    }
}
