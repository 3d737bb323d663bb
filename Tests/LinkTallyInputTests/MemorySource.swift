@testable import LinkTallyInput

/// Bytes in memory, handed out a few at a time, with a fault at the end if one is wanted.
final class MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let blockSize: Int
    private let fault: InputError?

    init(_ bytes: [UInt8], blockSize: Int = .max, fault: InputError? = nil) {
        rest = bytes[...]
        self.blockSize = blockSize
        self.fault = fault
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let piece = rest.prefix(min(blockSize, buffer.count))
        rest = rest.dropFirst(piece.count)
        if piece.isEmpty, let fault { throw fault }
        unsafe buffer.copyBytes(from: piece)
        return piece.count
    }
}
