import Glibc
import LinkTallyReport

/// Messages for people, on stderr.
enum Console {
    /// Whether someone watches.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes `text` as it is. A message that cannot be written is no reason to stop.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while unsafe !rest.isEmpty {
                let count = unsafe Glibc.write(STDERR_FILENO, rest.baseAddress!, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                unsafe rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }

    /// Writes a line `linktally: message`; control bytes that came from file names or logs are escaped.
    static func say(_ message: String) { write("linktally: \(TerminalText.escaped(message))\n") }
}

/// The system's words for an error number.
enum SystemError {
    static func text(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}

/// Keeps 0, 1 and 2 for stdin, stdout and stderr.
enum StandardDescriptors {
    /// Where a parent closed one of them, a file opened later would take its number, and a report meant for stdout
    /// would be written into it. `/dev/null`, opened the wrong way round, makes each use of it fail instead.
    static func reserve() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
