import Glibc

/// Keeps others from writing to a store: one run of `ingest`, `forget` and the like at a time. It goes with the process, however
/// that ends. Readers do not ask for it.
@safe
package final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Locks the store at `path`; nil where somebody else has it locked.
    ///
    /// - Parameter creating: Whether a file that is not there is made, empty and with mode 0600: `Store.open` makes a store of
    ///   it.
    package init?(path: String, creating: Bool) throws(StoreError) {
        let flags = O_RDWR | O_CLOEXEC | (creating ? O_CREAT : 0)
        descriptor = unsafe open(path, flags, 0o600)
        guard descriptor >= 0 else {
            if errno == ENOENT, !creating { throw .missing }
            throw .failed("cannot be opened: \(unsafe String(cString: strerror(errno)))")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
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
