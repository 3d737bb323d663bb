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
        let count: Int
        do throws(InputError) {
            count = try unsafe file.read(into: buffer, unless: stop)
        } catch {
            throw error.fault == .readError ? InputError(.readError, code: error.code, offset: offset) : error
        }
        // What log rotation by copy and truncate does to a file that is being read.
        if count == 0, let size = file.size, offset < size { throw InputError(.changedWhileRead, offset: offset) }
        offset += count
        return count
    }
}

/// Where a decoder gets its bytes: as they are stored.
protocol ByteSource: AnyObject {
    /// Fills the front of `buffer`, which is not empty; returns the number of bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

/// The bytes of a plain file from an offset on, for a worker that counts the lines beginning in a range of it.
package struct RangeSource: DecodedSource {
    private let file: InputDescriptor
    private var position: Int
    private let end: Int?

    /// - Parameters:
    ///   - position: Offset of the first byte.
    ///   - end: Offset of the range's end, which the file is known to reach; behind it, only the end of the last line
    ///     is wanted. Nil: all that there is.
    package init(_ file: InputDescriptor, from position: Int, to end: Int?) {
        self.file = file
        self.position = position
        self.end = end
    }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let isInside = end.map { position < $0 } ?? true
        let wanted = isInside ? min(buffer.count, end.map { $0 - position } ?? .max) : min(buffer.count, 16 << 10)
        let count = try unsafe file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: position)
        if count == 0, isInside, end != nil { throw InputError(.changedWhileRead, offset: position) }
        position += count
        return count
    }
}
