#if ISAL
    import CISAL

    /// Intel's ISA-L: about twice as fast as zlib.
    ///
    /// Where ISA-L meets damage, it counts up to 257 bytes as output that it has not written (a repetition's, before it knows that it is
    /// one), and keeps output to itself that did not fit. So what it is at the beginning of a piece of input is kept, and a piece that
    /// has damage is inflated again as far as that can be trusted: what comes out before damage is the same however input and output
    /// were cut. Where data ends early, up to two last bytes may be missing though their codes are all there: it decodes up to three
    /// at once.
    @safe
    struct ISALInflater: Inflater, ~Copyable {
        /// Its bit buffer holds up to eight bytes.
        static let readAhead = 8
        /// Bytes before the place that ISA-L had read to when it met damage, more than the head of a deflate block has (328): no part of
        /// what is damaged is before them.
        private static let damageDistance = 512

        /// On the heap: some 80 KiB.
        private let state: UnsafeMutablePointer<inflate_state>
        /// As it was when the piece of input began, if a stream did not begin with it; made when it is wanted, since small files
        /// never do.
        private var before: UnsafeMutablePointer<inflate_state>?
        /// Where the piece of input begins; nil where another one comes next.
        private var piece: UnsafeRawPointer?
        /// Whether a stream begins with the piece.
        private var isFresh = true
        /// Output of the piece so far.
        private var pieceOutput = 0
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
            restart()
            unsafe piece = nil
            isFresh = true
            isDamaged = false
        }

        private func restart() {
            unsafe isal_inflate_reset(state)
            // Header, checksum and trailer are ours.
            unsafe state.pointee.crc_flag = UInt32(ISAL_DEFLATE)
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

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            if isDamaged { return unsafe giveHeldBack(to: output, behind: (0, 0)) }
            if unsafe piece == nil { unsafe begin(input.baseAddress) }
            var step = unsafe call(input, output)
            if step.state == .damaged { step = unsafe inflateToDamage(input, output, about: step.consumed) }
            pieceOutput += step.produced
            if step.state == .needsInput {
                unsafe piece = nil
                isFresh = false
            }
            return step
        }

        /// Begins a piece of input.
        private mutating func begin(_ start: UnsafeRawPointer?) {
            unsafe piece = start
            pieceOutput = 0
            guard !isFresh else { return }
            if unsafe before == nil { unsafe before = .allocate(capacity: 1) }
            unsafe cisal_copy(before, state)
        }

        /// Inflates again a piece that was found to be damaged, byte by byte from near before byte `place` of `input` on: that leaves
        /// the fast loop out, which counts what it has not written, and the damage shows at the first byte that it can show at.
        private mutating func inflateToDamage(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, about place: Int
        ) -> InflateStep {
            guard let first = unsafe piece, let rest = input.baseAddress else {
                return InflateStep(consumed: 0, produced: 0, state: .damaged)
            }
            if isFresh { restart() } else { unsafe cisal_copy(state, before) }
            let earlier = unsafe rest - first
            let input = unsafe UnsafeRawBufferPointer(start: first, count: earlier + input.count)
            var (consumed, end) = (0, max(earlier + place - Self.damageDistance, 0))
            // Output that came out before is written once more, to where what follows will stand.
            var (known, new) = (pieceOutput, 0)
            while true {
                let room = known > 0 ? 0..<min(known, output.count) : new..<output.count
                let step = unsafe call(
                    UnsafeRawBufferPointer(rebasing: input[consumed..<end]),
                    UnsafeMutableRawBufferPointer(rebasing: output[room]))
                consumed += step.consumed
                if known > 0 { known -= step.produced } else { new += step.produced }
                switch step.state {
                case .damaged:
                    isDamaged = true
                    unsafe state.pointee.tmp_out_processed += Int32(min(known, heldBack))
                    // Whole bytes in the bit buffer are behind the damage.
                    let unread = unsafe max(Int(state.pointee.read_in_length) / 8, 0)
                    return unsafe giveHeldBack(to: output, behind: (consumed - unread - earlier, new))
                case .needsInput where end < input.count: end += 1
                case .outputFull where new < output.count: continue
                default: return InflateStep(consumed: consumed - earlier, produced: new, state: step.state)
                }
            }
        }

        /// Bytes of output that did not fit.
        private var heldBack: Int { unsafe Int(state.pointee.tmp_out_valid - state.pointee.tmp_out_processed) }

        /// Copies good output that did not fit when ISA-L met the damage, behind what the call has `consumed` and `produced` so far.
        private func giveHeldBack(
            to output: UnsafeMutableRawBufferPointer, behind done: (consumed: Int, produced: Int)
        ) -> InflateStep {
            let heldBack = heldBack
            let count = min(heldBack, output.count - done.produced)
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
