import Glibc
import LinkTallyCore

/// An input as it was named: a file's path, or `-` for stdin.
///
/// Paths are bytes; one that is not UTF-8 is opened all the same and shown with replacement characters.
package struct InputPath: Sendable, Equatable {
    /// The bytes that name the file, without the terminating zero.
    package let bytes: [UInt8]
    /// The path as messages and reports show it.
    package var name: String { String(decoding: bytes, as: UTF8.self) }
    /// Whether stdin is meant.
    package var isStandardInput: Bool { bytes == [UInt8(ascii: "-")] }

    /// The path in `bytes`; a zero byte ends it, as it would for the system.
    package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes.prefix { $0 != 0 }) }

    /// The path `name`.
    package init(_ name: String) { self.init(bytes: name.utf8) }
}

/// An open input. Closed when its last user is gone; stdin is left open.
@safe
package final class InputDescriptor: Sendable {
    let number: Int32
    private let isOwned: Bool
    /// Bytes from here to the end, where it is a regular file; nil for pipes, terminals and devices.
    package let size: Int?
    /// Where the input begins in the file: not 0 where someone else read stdin's file before.
    let start: Int

    /// Opens `path`, without waiting for the other end of a named pipe: reads wait, and can be stopped. A pipe is made as
    /// wide as the system lets us, which halves the switches between its two ends.
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

    /// Fills the front of `buffer`, which is not empty, as read(2); returns the number of bytes, 0 at the end. What a signal
    /// interrupted is done again.
    ///
    /// - Parameters:
    ///   - offset: Where to read, as pread(2); nil: where the last reading ended.
    ///   - stop: Ends the waiting for bytes of what is no regular file, with the fault `interrupted`.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int? = nil, unless stop: StopSignal? = nil
    ) throws(InputError) -> Int {
        while true {
            if size == nil, let stop, !stop.waitToRead(number) { throw InputError(.interrupted) }
            let count =
                if let offset {
                    unsafe pread(number, buffer.baseAddress!, buffer.count, start + offset)
                } else {
                    unsafe Glibc.read(number, buffer.baseAddress!, buffer.count)
                }
            if count >= 0 { return count }
            // EAGAIN: someone made our stdin non-blocking, and took what `poll` promised.
            guard errno == EINTR || errno == EAGAIN else { throw InputError(.readError, code: errno, offset: offset) }
        }
    }

    /// All bytes from here on, as they are; memory has to have room for them. O(bytes).
    ///
    /// - Parameter stop: Ends the waiting for bytes of what is no regular file.
    package func bytes(unless stop: StopSignal? = nil) throws(InputError) -> [UInt8] {
        let window = WindowBuffer(capacity: 1 << 16)
        var bytes: [UInt8] = []
        while true {
            let count = try unsafe read(into: window.writable(0..<window.capacity), unless: stop)
            guard count > 0 else { return bytes }
            bytes += window.bytes(count: count).array
        }
    }

    /// F_SETPIPE_SZ (fcntl(2)), which the Glibc module does not have.
    private static let setPipeSize: Int32 = 1031

    deinit { if isOwned { close(number) } }
}
