import Glibc

/// The bytes of a file, a pipe or a terminal. A read that waits for a pipe ends when the run is stopped.
final class FileSource: ByteSource {
    private let file: InputDescriptor
    private let stop: StopSignal
    private var offset: Int

    init(_ file: InputDescriptor, stop: StopSignal) {
        self.file = file
        self.stop = stop
        offset = 0
    }

    /// The bytes of a regular file from `offset` on.
    init(_ file: InputDescriptor, stop: StopSignal, from offset: Int) {
        self.file = file
        self.stop = stop
        self.offset = offset
        lseek(file.number, file.start + offset, SEEK_SET)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            if file.size == nil, !stop.waitToRead(file.number) { throw InputError(.interrupted) }
            let count = unsafe Glibc.read(file.number, buffer.baseAddress!, buffer.count)
            if count > 0 {
                offset += count
                return count
            }
            if count == 0 {
                // What log rotation by copy and truncate does to a file that is being read.
                if let size = file.size, offset < size { throw InputError(.changedWhileRead, offset: offset) }
                return 0
            }
            // EAGAIN: someone made our stdin non-blocking, and took what `poll` promised.
            guard errno == EINTR || errno == EAGAIN else { throw InputError(.readError, code: errno, offset: offset) }
        }
    }
}
