import Glibc

/// Keeps 0, 1 and 2 for stdin, stdout and stderr.
enum StandardDescriptors {
    /// Where a parent closed one of them, a file opened later would take its number, and a report meant for stdout would
    /// be written into it. `/dev/null`, opened for reading, makes such a write fail instead.
    static func reserve() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }
}
