import Glibc

/// A file that is written beside its place and put there whole: nobody ever sees half of it.
///
/// What is no regular file (a device, a pipe) is written to directly.
struct OutputFile: ~Copyable {
    /// Why it could not be written.
    struct Failure: Error {
        let path: String
        let code: Int32
    }

    let descriptor: Int32
    /// Where the file goes.
    let path: String
    /// Where the bytes are until `commit`; nil where they go straight to `path`.
    private let temporaryPath: String?

    /// Opens the file before the long work starts, so that a wrong path is known at once.
    init(_ path: String) throws(Failure) {
        var status = stat()
        let exists = unsafe stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            self.path = path
            temporaryPath = nil
            descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
            return
        }
        // A link stays a link: its target is replaced.
        let place = exists ? Self.resolved(path) : path
        let beside = "\(place).\(getpid()).tmp"
        self.path = place
        temporaryPath = beside
        descriptor = unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        if exists { fchmod(descriptor, status.st_mode & 0o7777) }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// Puts the file in its place, once its bytes are on disk.
    func commit() throws(Failure) {
        guard let temporaryPath else { return }
        guard fsync(descriptor) == 0, unsafe rename(temporaryPath, path) == 0 else {
            throw Failure(path: path, code: errno)
        }
    }

    /// Takes away what was not committed.
    deinit {
        close(descriptor)
        if let temporaryPath { unsafe unlink(temporaryPath) }
    }
}
