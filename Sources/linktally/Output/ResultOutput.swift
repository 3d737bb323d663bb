import Glibc
import LinkTallyReport

/// Where a result goes: to stdout, or to a file that appears whole. Opened before the long work, so that a wrong path
/// is known at once.
struct ResultOutput: ~Copyable {
    /// The file's path, or `stdout`.
    let name: String
    private let descriptor: Int32
    private let file: OutputFile?
    /// Whether the file is there already.
    private let replacesFile: Bool

    /// The file `path`; nil and `-` are stdout.
    init(_ path: OutputPath?) throws {
        guard let path, !path.isStandardOutput else {
            (name, descriptor) = ("stdout", STDOUT_FILENO)
            file = nil
            replacesFile = false
            return
        }
        do throws(OutputFile.Failure) {
            let file = try OutputFile(path)
            (name, descriptor) = (file.name, file.descriptor)
            replacesFile = file.replacesFile
            self.file = consume file
        } catch {
            throw Self.status(error.name, error.code)
        }
    }

    /// Writes what `body` gives. A file is put in its place only where nothing was thrown. What an interrupted run has so far
    /// takes the place of no file: that has the whole report of an earlier run.
    ///
    /// - Parameter isWhole: Whether it is all that there is to say, also after an interruption.
    consuming func write(isWhole: Bool = false, _ body: (inout ByteWriter) throws -> Void) throws {
        do {
            var writer = ByteWriter(FileSink(descriptor: descriptor))
            try body(&writer)
            try writer.flush()
        } catch let failure as WriteFailure {
            throw Self.status(name, failure.code)
        }
        if replacesFile, !isWhole, Interrupts.status != nil {
            return Console.say("\(name): keeps what it had before this run, which was interrupted")
        }
        try Self.commit(file)
    }

    /// Writes `text` to stdout as it is.
    static func print(_ text: String) throws { try ResultOutput(nil).write { writer in try writer.write(text) } }

    private static func commit(_ file: consuming OutputFile?) throws {
        guard let file else { return }
        do throws(OutputFile.Failure) { try file.commit() } catch { throw status(error.name, error.code) }
    }

    private static func status(_ path: String, _ code: Int32) -> ExitStatus {
        // Whoever read our output has seen enough.
        if code == EPIPE { return .brokenPipe }
        let advice =
            switch code {
            case EFBIG: "; the limit of a file's size (ulimit -f) was reached"
            case ENOENT: "; make its folder first"
            case ENOSPC, EDQUOT: "; make room, or name another file"
            default: ""
            }
        Console.say("\(path): cannot be written: \(SystemError.text(code))\(advice)")
        return .failure
    }
}
