import Glibc
import LinkTallyReport

/// Results, on stdout.
enum StandardOutput {
    /// Writes `text` as it is.
    static func write(_ text: String) throws {
        do throws(WriteFailure) {
            var writer = ByteWriter(FileSink(descriptor: STDOUT_FILENO))
            try writer.write(text)
            try writer.flush()
        } catch {
            // Whoever read our output has seen enough.
            if error.code == EPIPE { throw ExitStatus.brokenPipe }
            Console.say("stdout: cannot be written: \(SystemError.text(error.code))")
            throw ExitStatus.failure
        }
    }
}
