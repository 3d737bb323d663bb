/// A log that is not packed: its bytes are passed on.
final class PlainDecoder: StreamDecoder {
    private let source: any ByteSource
    private var prefix: ArraySlice<UInt8>
    private(set) var readBytes = 0
    var warning: InputWarning? { nil }

    /// - Parameter prefix: The first bytes of the input, which were looked at already.
    init(_ source: any ByteSource, prefix: [UInt8]) {
        self.source = source
        self.prefix = prefix[...]
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        var filled = 0
        while filled < buffer.count, let byte = prefix.popFirst() {
            unsafe buffer[filled] = byte
            filled += 1
        }
        if filled == 0 { filled = try unsafe source.read(into: buffer) }
        readBytes += filled
        return filled
    }
}
