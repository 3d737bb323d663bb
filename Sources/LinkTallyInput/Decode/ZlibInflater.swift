import CZlib

/// zlib: the reference.
@safe
struct ZlibInflater: Inflater, ~Copyable {
    static let readAhead = 0
    static let mostUnread = 0

    /// On the heap: zlib keeps a pointer to it.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // Negative window bits: no header, no trailer.
        let status = unsafe inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib cannot start: out of memory, or of another version than its header")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    mutating func reset() { unsafe inflateReset(stream) }

    /// Begins in the middle of a stream, behind the output `history`: all of it, or its last 32 KiB.
    mutating func reset(behind history: UnsafeRawBufferPointer) {
        reset()
        guard let start = unsafe history.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let status = unsafe inflateSetDictionary(stream, start, UInt32(history.count))
        precondition(status == Z_OK, "zlib takes any history of 32 KiB")
    }

    /// Has bits before the input that comes next: the lowest `count` ones of `bits`, at most 7.
    mutating func add(_ bits: UInt64, count: Int) {
        guard count > 0 else { return }
        let status = unsafe inflatePrime(stream, Int32(count), Int32(bits & (1 << UInt64(count) - 1)))
        precondition(status == Z_OK, "zlib has room for 16 bits more than a header can leave")
    }

    mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> InflateStep {
        let (inputSize, outputSize) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
        // zlib does not write to its input; its header lacks the const.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        unsafe stream.pointee.avail_in = inputSize
        unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = outputSize
        let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
        let produced = unsafe Int(outputSize - stream.pointee.avail_out)
        let state: InflateStep.State =
            switch status {
            case Z_STREAM_END: .ended
            case Z_OK, Z_BUF_ERROR: unsafe stream.pointee.avail_out == 0 ? .outputFull : .needsInput
            default: .damaged
            }
        return unsafe InflateStep(
            consumed: Int(inputSize - stream.pointee.avail_in), produced: produced, state: state)
    }
}
