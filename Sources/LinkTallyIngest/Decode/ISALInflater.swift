#if ISAL
    import CISAL

    /// Intel's ISA-L: about twice as fast as zlib.
    ///
    /// Where ISA-L meets damage, it counts up to 257 bytes as output that it has not written (a repetition's, before it knows that it is
    /// one), and keeps output to itself that did not fit. So what every call begins with is kept, and a call that met damage is
    /// repeated as far as it can be trusted: what comes out before damage is the same however input and output were cut.
    /// Where data ends early, up to two last bytes may be missing though their codes are all there: it decodes up to three at once.
    @safe
    struct ISALInflater: Inflater, ~Copyable {
        /// Its bit buffer holds up to eight bytes.
        static let readAhead = 8
        /// Bytes before the place that ISA-L had read to when it met damage, more than the head of a deflate block has (328): no part of
        /// what is damaged is before them.
        private static let damageDistance = 512

        /// On the heap: some 80 KiB.
        private let state: UnsafeMutablePointer<inflate_state>
        /// As it was before the last call, if that was not the first of a stream; made when it is wanted, since small files never do.
        private var before: UnsafeMutablePointer<inflate_state>?
        /// Whether a stream begins.
        private var isFresh = true
        /// Whether the stream turned out to be none; output from before that may still be held back.
        private var isDamaged = false

        init() {
            unsafe state = .allocate(capacity: 1)
            unsafe isal_inflate_init(state)
            reset()
        }

        deinit {
            unsafe state.deallocate()
            unsafe before?.deallocate()
        }

        mutating func reset() {
            unsafe isal_inflate_reset(state)
            isFresh = true
            isDamaged = false
            // The CRC of gzip is computed while inflating; header and trailer are ours.
            unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
        }

        /// By the function that needs no history of earlier calls, and copies none.
        mutating func inflateWhole(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> Bool {
            reset()
            unsafe set(input, output)
            guard unsafe isal_inflate_stateless(state) == ISAL_DECOMP_OK else { return false }
            return unsafe state.pointee.avail_in == 0 && state.pointee.avail_out == 0
        }

        var crc: UInt32 { unsafe state.pointee.crc }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            if isDamaged { return unsafe giveHeldBack(to: output, behind: (0, 0)) }
            if !isFresh { keep() }
            defer { isFresh = false }
            let step = unsafe call(input, output)
            guard step.state == .damaged else { return step }
            if isFresh { reset() } else { unsafe cisal_copy(state, before) }
            return unsafe inflateToDamage(input, output, about: step.consumed)
        }

        private mutating func keep() {
            if unsafe before == nil { unsafe before = .allocate(capacity: 1) }
            unsafe cisal_copy(before, state)
        }

        /// Inflates again what was found to be damaged, byte by byte from near before byte `place` of `input` on: that leaves the fast
        /// loop out, which counts what it has not written, and the damage shows at the first byte that it can show at.
        private mutating func inflateToDamage(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, about place: Int
        ) -> InflateStep {
            var (consumed, produced) = (0, 0)
            var end = place - Self.damageDistance
            while true {
                end = min(max(end, consumed + 1), input.count)
                let step = unsafe call(
                    UnsafeRawBufferPointer(rebasing: input[consumed..<end]),
                    UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
                consumed += step.consumed
                produced += step.produced
                switch step.state {
                case .damaged:
                    isDamaged = true
                    // Whole bytes in the bit buffer are behind the damage.
                    let unread = unsafe max(Int(state.pointee.read_in_length) / 8, 0)
                    return unsafe giveHeldBack(to: output, behind: (consumed - unread, produced))
                case .needsInput where end < input.count: continue
                default: return InflateStep(consumed: consumed, produced: produced, state: step.state)
                }
            }
        }

        /// Copies good output that did not fit when ISA-L met the damage, behind what the call has `consumed` and `produced` so far.
        private func giveHeldBack(
            to output: UnsafeMutableRawBufferPointer, behind done: (consumed: Int, produced: Int)
        ) -> InflateStep {
            let heldBack = unsafe state.pointee.tmp_out_valid - state.pointee.tmp_out_processed
            let count = min(Int(heldBack), output.count - done.produced)
            unsafe UnsafeMutableRawBufferPointer(rebasing: output[done.produced...]).copyMemory(
                from: UnsafeRawBufferPointer(start: cisal_held_back(state), count: count))
            unsafe state.pointee.tmp_out_processed += Int32(count)
            return InflateStep(
                consumed: done.consumed, produced: done.produced + count,
                state: count == heldBack ? .damaged : .outputFull)
        }

        private func set(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
            unsafe state.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe state.pointee.avail_in = UInt32(clamping: input.count)
            unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe state.pointee.avail_out = UInt32(clamping: output.count)
        }

        /// One call of ISA-L; where that finds damage, up to 257 bytes of the output may not be.
        private func call(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            unsafe set(input, output)
            let status = unsafe isal_inflate(state)
            // By the pointers: where it finds damage, its counts of what is left are wrong by more.
            var consumed = unsafe Int(bitPattern: state.pointee.next_in) - Int(bitPattern: input.baseAddress)
            let produced = unsafe Int(bitPattern: state.pointee.next_out) - Int(bitPattern: output.baseAddress)
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
