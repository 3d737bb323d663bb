#if Bzip2
    import CBzip2

    /// bzip2's library. A stream of it has a checksum behind each block, and one of all of these behind the last.
    ///
    /// The library says of both, and of damage, only that something is wrong. So it gets input while there is no room for output, and room
    /// while there is no input: what is wrong while a block is written out is its checksum.
    @safe
    struct Bzip2Inflater: Inflater, ~Copyable {
        static let readAhead = 0
        static let mostUnread = 0

        /// On the heap: the library keeps a pointer to it.
        private let stream: UnsafeMutablePointer<bz_stream>
        private var isOpen = false
        /// The last bytes that were read, the latest lowest.
        private var tail: UInt128 = 0

        init() {
            unsafe stream = .allocate(capacity: 1)
            unsafe stream.initialize(to: bz_stream())
        }

        deinit {
            if isOpen { unsafe BZ2_bzDecompressEnd(stream) }
            unsafe stream.deallocate()
        }

        mutating func reset() {
            if isOpen { unsafe BZ2_bzDecompressEnd(stream) }
            unsafe stream.initialize(to: bz_stream())
            isOpen = unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
            precondition(isOpen, "bzip2 cannot start: out of memory")
            tail = 0
        }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            var (consumed, produced) = (0, 0)
            func step(_ state: InflateStep.State, _ fault: InputFault = .badData) -> InflateStep {
                InflateStep(consumed: consumed, produced: produced, state: state, fault: fault)
            }
            while true {
                let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output[produced...])
                var size = room.count
                var written = unsafe call(UnsafeRawBufferPointer(start: nil, count: 0), room)
                // Of damage inside a block it forgets what it has written in the call, and stays where it was: less may be good.
                while written.status != BZ_OK, written.produced == 0, size > 1 {
                    size /= 2
                    written = unsafe call(
                        UnsafeRawBufferPointer(start: nil, count: 0),
                        UnsafeMutableRawBufferPointer(rebasing: room[..<size]))
                }
                produced += written.produced
                guard written.status == BZ_OK else { return step(.damaged, .badCRC) }
                if produced == output.count { return step(.outputFull) }
                if written.produced == size { continue }
                if consumed == input.count { return step(.needsInput) }
                let rest = unsafe UnsafeRawBufferPointer(rebasing: input[consumed...])
                let read = unsafe call(rest, UnsafeMutableRawBufferPointer(start: nil, count: 0))
                for byte in unsafe Array(rest[..<read.consumed].suffix(16)) { tail = tail << 8 | UInt128(byte) }
                consumed += read.consumed
                switch read.status {
                case BZ_OK: break
                case BZ_STREAM_END: return step(.ended)
                default: return step(.damaged, isBehindEnd ? .badCRC : .badData)
                }
            }
        }

        /// Whether the last checksum was read: behind the number that marks the end, which begins at any bit.
        private var isBehindEnd: Bool { (0..<8).contains { tail >> (32 + $0) & 0xFFFF_FFFF_FFFF == 0x1772_4538_5090 } }

        private func call(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
        ) -> (consumed: Int, produced: Int, status: Int32) {
            let (inputSize, outputSize) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
            // The library does not write to its input; its header lacks the const.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: CChar.self))
            unsafe stream.pointee.avail_in = inputSize
            unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
            unsafe stream.pointee.avail_out = outputSize
            let status = unsafe BZ2_bzDecompress(stream)
            return unsafe (
                Int(inputSize - stream.pointee.avail_in), Int(outputSize - stream.pointee.avail_out), status
            )
        }
    }
#endif
