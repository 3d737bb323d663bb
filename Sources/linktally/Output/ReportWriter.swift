import Glibc
import LinkTallyCore
import LinkTallyReport

/// Where the report and the list of references go. Opened before the long work, so that a wrong path is known at once.
struct ReportWriter: ~Copyable {
    private let arguments: OutputArguments
    private let reportFile: OutputFile?
    private let referencesFile: OutputFile?

    init(_ arguments: OutputArguments) throws {
        let report = try Self.open(arguments.outputFile)
        let references = try Self.open(arguments.references)
        self.arguments = arguments
        reportFile = report
        referencesFile = references
    }

    static func open(_ path: String?) throws -> OutputFile? {
        guard let path else { return nil }
        do throws(OutputFile.Failure) { return try OutputFile(path) } catch { throw status(error.path, error.code) }
    }

    /// Writes what was asked for. A file appears only when it is whole; where the list of references cannot be written, the
    /// report is, unless it would have to count them.
    consuming func write(_ summary: borrowing Summary) throws {
        var failure: (any Error)?
        if let referencesFile {
            do {
                try Self.fill(referencesFile) { writer throws(WriteFailure) in
                    try ReferencesCSV.write(summary, to: &writer)
                }
                if Self.sayReferencesFailure(summary, referencesFile.path) { throw ExitStatus.failure }
                try Self.commit(referencesFile)
            } catch {
                failure = error
            }
        }
        if let failure, summary.referencesFailure != nil { throw failure }
        try Self.writeReport(summary, arguments, reportFile)
        if let failure { throw failure }
    }

    /// Says why the list of references is not whole; false where it is.
    private static func sayReferencesFailure(_ summary: borrowing Summary, _ path: String) -> Bool {
        guard let reason = summary.referencesFailure else { return false }
        Console.say("\(path): not written: its temporary database in the same folder failed: \(reason); is there room?")
        return true
    }

    private static func writeReport(
        _ summary: borrowing Summary, _ arguments: OutputArguments, _ file: consuming OutputFile?
    ) throws {
        guard let renderer = arguments.renderer else { return }
        let options = ReportOptions(top: arguments.top, redactsRejected: arguments.redactRejected)
        if let file {
            try fill(file) { writer throws(WriteFailure) in
                try renderer.render(summary, options, to: &writer)
            }
            try commit(file)
        } else {
            do throws(WriteFailure) {
                var writer = ByteWriter(FileSink(descriptor: STDOUT_FILENO))
                try renderer.render(summary, options, to: &writer)
                try writer.flush()
            } catch {
                throw status("stdout", error.code)
            }
        }
    }

    /// Writes what `body` gives to a file that nobody sees yet.
    private static func fill(
        _ file: borrowing OutputFile, _ body: (inout ByteWriter) throws(WriteFailure) -> Void
    ) throws {
        do throws(WriteFailure) {
            var writer = ByteWriter(FileSink(descriptor: file.descriptor))
            try body(&writer)
            try writer.flush()
        } catch {
            throw status(file.path, error.code)
        }
    }

    /// Puts a file in its place.
    static func commit(_ file: borrowing OutputFile) throws {
        do throws(OutputFile.Failure) { try file.commit() } catch { throw status(error.path, error.code) }
    }

    static func status(_ path: String, _ code: Int32) -> ExitStatus {
        // Whoever read our output has seen enough.
        if code == EPIPE { return .brokenPipe }
        Console.say("\(path): cannot be written: \(SystemError.text(code))")
        return .failure
    }
}
