import Glibc
import LinkTallyReport

/// Where a report goes: a file, which appears only when it is whole, or stdout. Opened before the long work, so that a wrong path
/// is known at once.
struct ReportFile: ~Copyable {
    private let file: OutputFile?

    /// - Parameter path: Nil for stdout.
    init(_ path: String?) throws { file = try ReportWriter.open(path) }

    /// Writes what `body` gives. What cannot be written is said, and is an `ExitStatus`; other errors of `body` are passed on.
    func write(_ body: (inout ByteWriter) throws -> Void) throws {
        switch file {
        case .some(let file):
            try Self.fill(file.path, file.descriptor, body)
            try ReportWriter.commit(file)
        case .none: try Self.fill("stdout", STDOUT_FILENO, body)
        }
    }

    private static func fill(
        _ name: String, _ descriptor: Int32, _ body: (inout ByteWriter) throws -> Void
    ) throws {
        do {
            var writer = ByteWriter(FileSink(descriptor: descriptor))
            try body(&writer)
            try writer.flush()
        } catch let error as WriteFailure {
            throw ReportWriter.status(name, error.code)
        }
    }
}
