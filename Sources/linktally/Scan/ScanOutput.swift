import ArgumentParser
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import LinkTallyStore

/// Where the report and the list of references go.
struct ReportWriter: ~Copyable {
    private let arguments: OutputArguments
    private let filters: [String]
    private let zone: AssumedZone
    private let report: ResultOutput
    private let references: ResultOutput?

    init(_ arguments: OutputArguments, filters: FilterArguments) throws {
        let report = try ResultOutput(arguments.report.outputFile)
        let references = arguments.references == nil ? nil : try ResultOutput(arguments.references)
        self.arguments = arguments
        (self.filters, zone) = (filters.given, filters.zone)
        self.report = report
        self.references = references
    }

    /// Writes what was asked for. A file appears only when it is whole; where the list of references cannot be written,
    /// the report is, unless it would have to count them.
    consuming func write(_ summary: borrowing Summary) throws {
        let arguments = arguments
        var options = arguments.report.options
        (options.filters, options.zone) = (filters, zone)
        var failure: (any Error)?
        do { try Self.writeReferences(summary, references) } catch { failure = error }
        if let failure, summary.referencesFailure != nil { throw failure }
        if let renderer = arguments.report.renderer {
            try report.write { writer in try renderer.render(summary, options, to: &writer) }
        }
        if let failure { throw failure }
    }

    private static func writeReferences(_ summary: borrowing Summary, _ output: consuming ResultOutput?) throws {
        guard let output else { return }
        let path = output.name
        try output.write { writer in
            try ReferencesCSV.write(summary, to: &writer)
            if let reason = summary.referencesFailure {
                Console.say(
                    "\(path): not written: its temporary database in the same folder failed: \(reason); is there room?")
                throw ExitStatus.failure
            }
        }
    }
}

/// What `scan` prints, and where.
struct OutputArguments: ParsableArguments {
    @OptionGroup(title: "Output") var report: RenderArguments

    @Option(
        help: ArgumentHelp(
            "Write each accepted client_reference_id as CSV: its hits, and hour, link and UTM codes of its first request.",
            valueName: "file"))
    var references: OutputPath?

    /// Makes the place for references that memory has no room for: beside the file that they go to.
    var makeReferenceStore: (@Sendable () throws -> any ReferenceStore)? {
        guard let references else { return nil }
        let folder = Self.folder(of: references)
        return { try TemporaryReferenceStore(folder: folder) }
    }

    /// The folder that a regular file is in, or would be; that of temporary files for anything else (a device, a pipe),
    /// and where the folder's name is not UTF-8, which SQLite could not open.
    private static func folder(of path: OutputPath) -> String {
        if let file = FileIdentity(of: path.asInput), file.kind != .file { return "/tmp" }
        guard let slash = path.bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == 0 ? "/" : String(validating: path.bytes[..<slash], as: UTF8.self) ?? "/tmp"
    }

    func validate() throws {
        if references?.isStandardOutput == true {
            throw ValidationError("--references needs the name of a file; stdout has the report")
        }
    }
}
