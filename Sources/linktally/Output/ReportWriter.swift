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

    private static func open(_ path: String?) throws -> OutputFile? {
        guard let path else { return nil }
        do throws(OutputFile.Failure) { return try OutputFile(path) } catch { throw status(error.path, error.code) }
    }

    /// Writes what was asked for. A file appears only when it is whole.
    consuming func write(_ summary: borrowing Summary) throws {
        if let referencesFile {
            try Self.write(referencesFile) { writer throws(WriteFailure) in
                try ReferencesCSV.write(summary, to: &writer)
            }
        }
        guard let renderer = arguments.renderer else { return }
        let options = ReportOptions(top: arguments.top, redactsRejected: arguments.redactRejected)
        if let reportFile {
            try Self.write(reportFile) { writer throws(WriteFailure) in
                try renderer.render(summary, options, to: &writer)
            }
        } else {
            do throws(WriteFailure) {
                var writer = ByteWriter(FileSink(descriptor: STDOUT_FILENO))
                try renderer.render(summary, options, to: &writer)
                try writer.flush()
            } catch {
                throw Self.status("stdout", error.code)
            }
        }
    }

    private static func write(
        _ file: borrowing OutputFile, _ body: (inout ByteWriter) throws(WriteFailure) -> Void
    ) throws {
        do throws(WriteFailure) {
            var writer = ByteWriter(FileSink(descriptor: file.descriptor))
            try body(&writer)
            try writer.flush()
        } catch {
            throw status(file.path, error.code)
        }
        do throws(OutputFile.Failure) { try file.commit() } catch { throw status(error.path, error.code) }
    }

    private static func status(_ path: String, _ code: Int32) -> ExitStatus {
        // Whoever read our output has seen enough.
        if code == EPIPE { return .brokenPipe }
        Console.say("\(path): cannot be written: \(SystemError.text(code))")
        return .failure
    }
}
