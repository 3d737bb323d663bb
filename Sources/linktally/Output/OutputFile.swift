import Glibc

/// A file that is written beside its place and put there whole: nobody ever sees half of it. Of a run that is killed
/// (SIGKILL, loss of power) the unfinished file stays there as `<file>.<random>.tmp`: it hinders no later run, and none
/// removes it, since it could as well be a run's that goes on.
///
/// What is no regular file (a device, a pipe) is written to directly.
struct OutputFile: ~Copyable {
    /// Why it could not be written.
    struct Failure: Error {
        let name: String
        let code: Int32
    }

    let descriptor: Int32
    /// The file's path as messages show it.
    let name: String
    /// Where the file goes, and where its bytes are until `commit`; both end with a zero. Nil where bytes go straight
    /// to the place.
    private let move: (from: [CChar], to: [CChar])?
    /// Whether a file is in its place already, which `commit` replaces.
    let replacesFile: Bool

    /// Opens the file before the long work starts, so that a wrong path is known at once.
    init(_ path: OutputPath) throws(Failure) {
        let opened = try Self.opened(path)
        (name, descriptor, move) = (path.name, opened.descriptor, opened.move)
        replacesFile = opened.replacesFile
    }

    private static func opened(
        _ path: OutputPath
    ) throws(Failure) -> (descriptor: Int32, move: (from: [CChar], to: [CChar])?, replacesFile: Bool) {
        let place = path.terminated
        var status = stat()
        let exists = unsafe stat(place, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = unsafe open(place, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Failure(name: path.name, code: errno) }
            return (descriptor, nil, false)
        }
        // A link stays a link: its target is replaced.
        let target = exists ? resolved(place) : place
        while true {
            // A name that is taken is another run's, or was left by one that was killed: another is drawn. It is not
            // made of the process id, which in a container is always the same.
            let suffix = ".\(String(UInt32.random(in: 0 ... .max), radix: 36)).tmp"
            let beside = Array(target.dropLast()) + Array(suffix.utf8CString)
            let descriptor = unsafe open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                if errno == EEXIST { continue }
                throw Failure(name: path.name, code: errno)
            }
            if exists { fchmod(descriptor, status.st_mode & 0o7777) }
            return (descriptor, (beside, target), exists)
        }
    }

    private static func resolved(_ path: [CChar]) -> [CChar] {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe Array(UnsafeBufferPointer(start: real, count: strlen(real) + 1))
    }

    /// Puts the file in its place, once its bytes are on disk.
    func commit() throws(Failure) {
        guard let move else { return }
        guard fsync(descriptor) == 0, unsafe rename(move.from, move.to) == 0 else {
            throw Failure(name: name, code: errno)
        }
    }

    /// Takes away what was not committed.
    deinit {
        close(descriptor)
        if let move { unsafe unlink(move.from) }
    }
}
