import Glibc

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
        while true {
            let count = unsafe pread(file.number, buffer.baseAddress!, wanted, file.start + position)
            if count > 0 {
                position += count
                return count
            }
            guard count < 0 else {
                guard isInside, end != nil else { return 0 }
                throw InputError(.changedWhileRead, offset: position)
            }
            guard errno == EINTR else { throw InputError(.readError, code: errno, offset: position) }
        }
    }
}
