import Glibc

/// Keeps 0, 1 and 2 for stdin, stdout and stderr.
enum StandardDescriptors {
    /// Where a parent closed one of them, a file opened later would take its number, and a report meant for stdout would
    /// be written into it. `/dev/null`, opened the wrong way round, makes each use of it fail instead.
    static func reserve() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
            _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
