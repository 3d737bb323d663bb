import LinkTallyCore
import LinkTallyReport

/// Where the report and the list of references go.
struct ReportWriter: ~Copyable {
    private let arguments: OutputArguments
    private let filters: [String]
    private let report: ResultOutput
    private let references: ResultOutput?

    /// - Parameter filters: Those of the run, as they were given.
    init(_ arguments: OutputArguments, filters: [String]) throws {
        let report = try ResultOutput(arguments.report.outputFile)
        let references = arguments.references == nil ? nil : try ResultOutput(arguments.references)
        self.arguments = arguments
        self.filters = filters
        self.report = report
        self.references = references
    }

    /// Writes what was asked for. A file appears only when it is whole; where the list of references cannot be written, the
    /// report is, unless it would have to count them.
    consuming func write(_ summary: borrowing Summary) throws {
        let arguments = arguments
        var options = arguments.report.options
        options.filters = filters
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
