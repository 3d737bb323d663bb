import Glibc

/// An open input. Closed when its last user is gone; stdin is left open.
@safe
package final class InputDescriptor: Sendable {
    package let number: Int32
    private let isOwned: Bool
    /// Bytes from here to the end, where it is a regular file; nil for pipes, terminals and devices.
    package let size: Int?
    /// Where the input begins in the file: not 0 where someone else read stdin's file before.
    let start: Int

    /// Opens `path`, without waiting for the other end of a named pipe: reads wait, and can be stopped. A pipe is made as wide as the system lets us, which halves the switches between its two ends.
    package init(_ path: InputPath) throws(InputError) {
        if path.isStandardInput {
            number = STDIN_FILENO
            isOwned = false
            // Closed by whoever started us, or open for writing alone: no empty log.
            let flags = fcntl(number, F_GETFL)
            guard flags >= 0, flags & O_ACCMODE != O_WRONLY else { throw InputError(.openFailed, code: EBADF) }
        } else {
            let bytes = path.bytes + [0]
            number = unsafe bytes.withUnsafeBytes { bytes in
                unsafe open(bytes.baseAddress!.assumingMemoryBound(to: CChar.self), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            }
            isOwned = true
            guard number >= 0 else { throw InputError(.openFailed, code: errno) }
        }
        var status = stat()
        let code: Int32 = unsafe fstat(number, &status) == 0 ? 0 : errno
        let kind = status.st_mode & S_IFMT
        if kind == S_IFREG {
            start = max(0, lseek(number, 0, SEEK_CUR))
            size = max(0, Int(status.st_size) - start)
        } else {
            start = 0
            size = nil
        }
        guard code == 0 else { throw InputError(.openFailed, code: code) }
        guard kind != S_IFDIR else { throw InputError(.openFailed, code: EISDIR) }
        if kind == S_IFIFO { _ = fcntl(number, Self.setPipeSize, 1 << 20) }
    }

    /// F_SETPIPE_SZ (fcntl(2)), which the Glibc module does not have.
    private static let setPipeSize: Int32 = 1031

    deinit { if isOwned { close(number) } }
}
