import ArgumentParser
import Foundation
import LinkTallyCore
import LinkTallyInput

/// Which logs to read.
struct FileArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Logs, plain or packed (gzip, zstd, bzip2, xz, lz4).", valueName: "files"),
        completion: .file())
    private var operands: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read the names of more logs from a file, one a line (LF or CRLF); `-` is stdin.", valueName: "file"),
        completion: .file())
    var filesFrom: String?

    @Option(
        name: .customLong("files0-from"),
        help: ArgumentHelp("As --files-from, for names that end in a zero byte (find -print0).", valueName: "file"),
        completion: .file())
    var filesZeroFrom: String?

    /// The names that were given.
    var files: [String] { CommandLineWords.operands(operands) }

    func validate() throws {
        try validateStandardInput(files + lists)
    }

    /// Whether nothing is named, not even a list.
    var isEmpty: Bool { operands.isEmpty && filesFrom == nil && filesZeroFrom == nil }

    /// The files that hold names.
    var lists: [String?] { [filesFrom, filesZeroFrom] }

    /// All that are named, in the order given: files, then those of the lists.
    func paths() throws -> [InputPath] {
        var paths = CommandLineWords.exact(files).map { InputPath(bytes: $0) }
        if let filesFrom { paths += try PathList.read(filesFrom, endedBy: UInt8(ascii: "\n")) }
        if let filesZeroFrom { paths += try PathList.read(filesZeroFrom, endedBy: 0) }
        if paths.isEmpty, !isEmpty { Console.say("the list of files names none; there is nothing to count") }
        return paths
    }
}

extension ParsableArguments {
    /// Refuses names of files of which several are stdin.
    func validateStandardInput(_ names: [String?]) throws {
        let count = names.count { $0 == "-" }
        if count > 1 { throw ValidationError("stdin ('-') is named \(count) times; it can be read once") }
    }
}

/// What the lines of the logs look like.
struct FormatArguments: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "The logs' format; `linktally formats` lists them. Default: told from the first lines.", valueName: "name"),
        completion: .list(LogFormats.names))
    var formatName: String?

    @Option(
        help: ArgumentHelp(
            "The lines of the logs as an nginx log_format or an Apache LogFormat string has them.", valueName: "string")
    )
    var logFormat: String?

    @Option(
        help: ArgumentHelp(
            """
            The logs are JSON lines with these keys: target=request.uri,time=ts,status=code,host=host. Also request, path, \
            query, agent, date, has, when.
            """,
            valueName: "keys"))
    var jsonKeys: String?

    @Option(
        help: ArgumentHelp(
            "The columns of CloudFront real-time logs, in their order: timestamp,c-ip,sc-status,cs-host,cs-uri-stem.",
            valueName: "names"))
    var columns: String?

    @Option(
        name: .customLong("envelope"),
        help: ArgumentHelp(
            """
            What stands around each line, such as cri; two with a comma between them, the outermost first; or none. \
            `linktally formats` lists them. Default: told from the first lines.
            """,
            valueName: "names"))
    var envelopeNames: String?

    @Option(
        name: .customLong("assume-time-zone"), parsing: .unconditional,
        help: ArgumentHelp(
            "Whose times those without a zone are: a name like Europe/Berlin, or an offset like +05:30.",
            valueName: "zone"))
    var assumedZoneName = "UTC"

    /// The zone of times that name none; `validate` has seen that there is one of this name.
    var assumedZone: AssumedZone { AssumedZone(named: assumedZoneName) ?? .utc }

    /// What was said to stand around each line; nil where the lines tell.
    var envelopes: [Envelope]? { envelopeNames.flatMap { $0 == "none" ? [] : Envelope.list($0) } }

    /// The format that was named or defined; `validate` has seen that there is no error in it.
    var format: LogFormat? {
        if let formatName { return LogFormats.named(formatName) }
        return try? definedFormat()
    }

    /// Says what is to be known of the format that was defined.
    func sayDoubts() {
        if let doubt = logFormat.flatMap(CustomFormats.doubt) { Console.say("--log-format: \(doubt)") }
    }

    /// The format that was defined, if one was.
    private func definedFormat() throws -> LogFormat? {
        do throws(DefinitionError) {
            if let logFormat { return try CustomFormats.format(ofDefinition: logFormat) }
            if let jsonKeys { return try CustomFormats.format(ofJSONKeys: jsonKeys) }
            if let columns { return try CustomFormats.format(ofColumns: columns) }
            return nil
        } catch {
            let name = logFormat != nil ? "log-format" : jsonKeys != nil ? "json-keys" : "columns"
            throw ValidationError("--\(name): \(error.text)")
        }
    }

    func validate() throws {
        if [formatName, logFormat, jsonKeys, columns].count(where: { $0 != nil }) > 1 {
            throw ValidationError(
                "--format, --log-format, --json-keys and --columns exclude each other; give one of them")
        }
        _ = try definedFormat()
        if AssumedZone(named: assumedZoneName) == nil {
            throw ValidationError(
                "--assume-time-zone '\(assumedZoneName)' is no known time zone; use a name like Europe/Berlin, or +05:30"
            )
        }
        if let envelopeNames, envelopes == nil {
            throw ValidationError(
                "--envelope '\(envelopeNames)' is not one or two names of envelopes, or none; linktally formats lists them"
            )
        }
        if let envelopes, !envelopes.isEmpty, let format, !format.canBeEnveloped {
            throw ValidationError(
                "--envelope: the format \(format.name) is told by lines about the log, and is read without envelopes alone"
            )
        }
        if let formatName, LogFormats.named(formatName) == nil {
            let meant = Spelling.nearest(to: formatName, of: LogFormats.names).map { "did you mean '\($0)'? " } ?? ""
            throw ValidationError(
                "--format '\(formatName)' is no known format; \(meant)All are listed by: linktally formats")
        }
    }
}

extension AssumedZone {
    /// The zone of an offset (`+05:30`), or of a name of the system's time zone database; nil where there is none. O(changes).
    init?(named name: String) {
        if let fixed = AssumedZone(offset: name) {
            self = fixed
            return
        }
        guard let zone = TimeZone(identifier: name), ["UTC", "GMT"].contains(name) || name.contains("/") else {
            return nil
        }
        self.init(zone, name: name)
    }

    /// The same of a zone of the database. O(changes).
    init(_ zone: TimeZone, name: String) {
        // Web servers began to write logs in the nineties; what laws will say of the time behind this century no one knows.
        var date = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: 131 * 365.25 * 86_400)
        let offset = zone.secondsFromGMT(for: date)
        var changes: [(second: Int, offset: Int)] = []
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end {
            changes.append((Int(next.timeIntervalSince1970.rounded()), zone.secondsFromGMT(for: next)))
            date = next
        }
        self.init(name: name, offset: offset, changes: changes)
    }
}
