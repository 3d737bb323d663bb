import Glibc

/// Where the log goes: stdout, or a file that is made anew.
struct OutputFile: ~Copyable {
    struct Failure: Error {
        let path: String
        let code: Int32
    }

    private let path: String
    private let descriptor: Int32

    init(_ path: String?) throws(Failure) {
        self.path = path ?? "stdout"
        descriptor =
            if let path { unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666) } else { STDOUT_FILENO }
        guard descriptor >= 0 else { throw Failure(path: self.path, code: errno) }
    }

    deinit { if descriptor != STDOUT_FILENO { close(descriptor) } }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failure(path: path, code: count < 0 ? errno : ENOSPC) }
            start += count
        }
    }
}
