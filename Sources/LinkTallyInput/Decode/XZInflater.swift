#if XZ
    import CLZMA

    /// Streams of xz by liblzma, in bounded memory. It says of a checksum that is wrong no more than of other damage.
    @safe
    struct XZInflater: Inflater, ~Copyable {
        static let readAhead = 0
        static let mostUnread = 0

        /// On the heap: the library keeps pointers to what stands in it.
        private let stream: UnsafeMutablePointer<lzma_stream>

        init() {
            unsafe stream = .allocate(capacity: 1)
            unsafe stream.initialize(to: lzma_stream())
        }

        deinit {
            unsafe lzma_end(stream)
            unsafe stream.deallocate()
        }

        mutating func reset() {
            // What it needs beside the window is some 100 KB.
            let memory = UInt64(WindowLimit.byteCount + 1 << 20)
            let status = unsafe lzma_stream_decoder(stream, memory, clzma_tell_unsupported_check)
            precondition(status == LZMA_OK, "liblzma cannot start: out of memory")
        }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_in = input.count
            unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe stream.pointee.avail_out = output.count
            let status = unsafe lzma_code(stream, LZMA_RUN)
            let state: InflateStep.State =
                switch status {
                case LZMA_STREAM_END: .ended
                case LZMA_OK, LZMA_BUF_ERROR: unsafe stream.pointee.avail_out == 0 ? .outputFull : .needsInput
                default: .damaged
                }
            let fault: InputFault =
                switch status {
                case LZMA_FORMAT_ERROR: .badHeader
                case LZMA_MEMLIMIT_ERROR, LZMA_MEM_ERROR: .windowTooLarge
                case LZMA_OPTIONS_ERROR, LZMA_UNSUPPORTED_CHECK: .unsupportedOption
                default: .badData
                }
            return unsafe InflateStep(
                consumed: input.count - stream.pointee.avail_in, produced: output.count - stream.pointee.avail_out,
                state: state, fault: fault)
        }
    }
#endif
