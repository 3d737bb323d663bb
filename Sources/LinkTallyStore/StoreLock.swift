import Glibc

/// Keeps others from writing to a store: one run of `ingest`, `forget` and the like at a time. It goes with the process, however
/// that ends. Readers do not ask for it, unless they cannot write beside the store.
@safe
package final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Locks the store at `path`; nil where somebody else has it locked.
    ///
    /// - Parameter creating: Whether a file that is not there is made, empty and with mode 0600: `Store.openOrMake` makes a
    ///   store of it.
    package convenience init?(path: String, creating: Bool) throws(StoreError) {
        try self.init(path, O_RDWR | (creating ? O_CREAT : 0), LOCK_EX)
    }

    /// Keeps writers away from the store at `path`, but no other reader; nil where somebody writes to it.
    convenience init?(reading path: String) throws(StoreError) { try self.init(path, O_RDONLY, LOCK_SH) }

    private init?(_ path: String, _ flags: Int32, _ operation: Int32) throws(StoreError) {
        descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == ENOENT, flags & O_CREAT == 0 { throw .missing }
            throw .failed("cannot be opened: \(unsafe String(cString: strerror(errno)))")
        }
        while flock(descriptor, operation | LOCK_NB) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                return nil
            }
        }
    }

    // The descriptor stays open: where a process closes any descriptor of a file, the system takes away all locks that SQLite
    // has on it in this process (fcntl(2)).
    deinit { flock(descriptor, LOCK_UN) }
}
