#if ISAL
    import CISAL

    /// Intel's ISA-L: about twice as fast as zlib.
    @safe
    struct ISALInflater: Inflater, ~Copyable {
        /// Its bit buffer holds up to eight bytes.
        static let readAhead = 8

        /// On the heap: some 80 KiB.
        private let state: UnsafeMutablePointer<inflate_state>

        init() {
            unsafe state = .allocate(capacity: 1)
            unsafe isal_inflate_init(state)
            reset()
        }

        deinit { unsafe state.deallocate() }

        mutating func reset() {
            unsafe isal_inflate_reset(state)
            // The CRC of gzip is computed while inflating; header and trailer are ours.
            unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
        }

        /// By the function that needs no history of earlier calls, and copies none.
        mutating func inflateWhole(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> Bool {
            reset()
            unsafe state.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe state.pointee.avail_in = UInt32(clamping: input.count)
            unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe state.pointee.avail_out = UInt32(clamping: output.count)
            guard unsafe isal_inflate_stateless(state) == ISAL_DECOMP_OK else { return false }
            return unsafe state.pointee.avail_in == 0 && state.pointee.avail_out == 0
        }

        var crc: UInt32 { unsafe state.pointee.crc }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            let (inputSize, outputSize) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
            unsafe state.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe state.pointee.avail_in = inputSize
            unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe state.pointee.avail_out = outputSize
            let status = unsafe isal_inflate(state)
            var consumed = unsafe Int(inputSize) - Int(state.pointee.avail_in)
            let produced = unsafe Int(outputSize) - Int(state.pointee.avail_out)
            if status < 0 { return InflateStep(consumed: consumed, produced: produced, state: .damaged) }
            if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
                // Whole bytes in the bit buffer belong to the trailer.
                consumed -= unsafe Int(state.pointee.read_in_length) / 8
                unsafe state.pointee.read_in_length = 0
                return InflateStep(consumed: consumed, produced: produced, state: .ended)
            }
            let isFull = unsafe state.pointee.avail_out == 0
            return InflateStep(consumed: consumed, produced: produced, state: isFull ? .outputFull : .needsInput)
        }
    }
#endif
