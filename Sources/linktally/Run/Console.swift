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
