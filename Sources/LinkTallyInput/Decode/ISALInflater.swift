#if ISAL
    import CISAL
    import LinkTallyCore

    /// Intel's ISA-L: about twice as fast as zlib, whose word counts where they differ.
    ///
    /// Of good data they say the same. Of other data ISA-L takes headers of blocks that zlib refuses, counts up to 257 bytes as output that
    /// it has not written, and may leave up to two last bytes of what ends early, since it decodes up to three at once. So it gets no
    /// header that was not looked at, and where it finds damage or the input ends, zlib reads on: from the beginning of the piece
    /// of input, without what ISA-L gave of it, or from where ISA-L stopped. What it needs for that is the history, the header
    /// of the block, and the bits that are not read.
    ///
    /// A header can be looked at since ISA-L stops at the end of each block: each is given to it as the last one of its stream.
    @safe
    struct ISALInflater: Inflater, ~Copyable {
        /// Its bit buffer holds up to eight bytes.
        static let readAhead = 8
        static let mostUnread = DeflateHeader.largestSize

        /// Whether this library tells where in its last byte a stream ends; libisal 2.32.1 has forgotten it by then.
        static let keepsPlace: Bool = {
            let inflater = ISALInflater()
            // One block without anything in it: 10 bits.
            let step = unsafe withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { output in
                unsafe ([0x03, 0x00] as [UInt8]).withUnsafeBytes { unsafe inflater.call($0, output) }
            }
            return unsafe step.state == .ended && inflater.state.pointee.read_in_length == 6
        }()

        /// On the heap: some 80 KiB.
        private let state: UnsafeMutablePointer<inflate_state>
        /// The header of the block that ISA-L is in.
        private var header = KeptHeader()
        /// Both as they were when the piece of input began, if a stream did not begin with it; made when they are wanted, since small
        /// files never do.
        private var before: UnsafeMutablePointer<inflate_state>?
        private var headerBefore = KeptHeader()
        /// Where the piece of input begins; nil where another one comes next.
        private var piece: UnsafeRawPointer?
        /// Whether a stream begins with the piece.
        private var isFresh = true
        /// Output of the piece so far.
        private var pieceOutput = 0

        private var zlib = ZlibInflater()
        /// Whether zlib has what is left of the stream.
        private var isLeftToZlib = false

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
            // Header, checksum and trailer are ours.
            unsafe state.pointee.crc_flag = UInt32(ISAL_DEFLATE)
            unsafe piece = nil
            isFresh = true
            isLeftToZlib = false
        }

        /// By the function that needs no history of earlier calls, and copies none, where there is one block.
        mutating func inflateWhole(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> Bool {
            let first = unsafe DeflateHeader.find(in: input.bytes, behind: DeflateHeader.Bits(value: 0, count: 0))
            guard case .header(let header) = first, header.isLast else {
                return unsafe Self.keepsPlace && inflateInSteps(input, into: output)
            }
            reset()
            unsafe set(input, output)
            guard unsafe isal_inflate_stateless(state) == ISAL_DECOMP_OK else { return false }
            return unsafe state.pointee.avail_in == 0 && state.pointee.avail_out == 0
        }

        mutating func inflate(
            _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            if isLeftToZlib { return unsafe zlib.inflate(input, into: output) }
            if unsafe piece == nil { unsafe begin(input.baseAddress) }
            var (consumed, produced) = (0, 0)
            var end = InflateStep.State.outputFull
            while end == .outputFull, produced < output.count {
                // It may begin before `input`: a block that ends gives back what ISA-L had read ahead in an earlier call.
                let rest = unsafe UnsafeRawBufferPointer(
                    start: input.baseAddress.map { unsafe $0 + consumed }, count: input.count - consumed)
                let isBehindBlock = unsafe state.pointee.block_state == ISAL_BLOCK_NEW_HDR
                if isBehindBlock {
                    switch unsafe beginBlock(rest) {
                    case .header: break
                    case .beginning:
                        end = .needsInput
                        continue
                    case .other: return unsafe inflateByZlib(input, output)
                    }
                }
                let step = unsafe call(rest, UnsafeMutableRawBufferPointer(rebasing: output[produced...]))
                guard step.state != .damaged else { return unsafe inflateByZlib(input, output) }
                consumed += step.consumed
                produced += step.produced
                end = step.state == .ended && !header.isLast ? .outputFull : step.state
            }
            pieceOutput += produced
            if end == .needsInput {
                unsafe piece = nil
                isFresh = false
            }
            return InflateStep(consumed: consumed, produced: produced, state: end)
        }

        mutating func endInput() -> Int { isLeftToZlib ? 0 : unsafe leaveToZlib(state, header) }

        /// Begins a piece of input.
        private mutating func begin(_ start: UnsafeRawPointer?) {
            unsafe piece = start
            pieceOutput = 0
            guard !isFresh else { return }
            if unsafe before == nil { unsafe before = .allocate(capacity: 1) }
            unsafe cisal_copy(before, state)
            headerBefore = header
        }

        /// Looks at what stands behind a block, and makes ISA-L take it for the last one if it is good.
        private mutating func beginBlock(_ input: UnsafeRawBufferPointer) -> DeflateHeader.Finding {
            let unread = unsafe DeflateHeader.Bits(
                value: state.pointee.read_in, count: Int(state.pointee.read_in_length))
            let finding = unsafe DeflateHeader.find(in: input.bytes, behind: unread)
            if case .header(let found) = finding {
                unsafe header = KeptHeader(found, behind: unread, input)
                // Its first bit says that it is the last; where the bit buffer is empty, the byte that comes is added with "or", too.
                unsafe state.pointee.read_in |= 1
            }
            return finding
        }

        /// Lets zlib begin with the piece of input again, and gives what it says of `input`.
        private mutating func inflateByZlib(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            guard let piece = unsafe piece, let rest = input.baseAddress else {
                return InflateStep(consumed: 0, produced: 0, state: .damaged)
            }
            var unread = 0
            if !isFresh, let before = unsafe before {
                unread = unsafe leaveToZlib(before, headerBefore)
            } else {
                zlib.reset()
                isLeftToZlib = true
            }
            let earlier = unsafe rest - piece + unread
            let input = unsafe UnsafeRawBufferPointer(start: rest - earlier, count: earlier + input.count)
            // Output that came out before is written once more, to where what follows will stand.
            var (consumed, known) = (0, pieceOutput)
            while true {
                let room = known > 0 ? min(known, output.count) : output.count
                let step = unsafe zlib.inflate(
                    UnsafeRawBufferPointer(rebasing: input[consumed...]),
                    into: UnsafeMutableRawBufferPointer(rebasing: output[..<room]))
                consumed += step.consumed
                guard known > 0 else {
                    return InflateStep(consumed: consumed - earlier, produced: step.produced, state: step.state)
                }
                known -= step.produced
                guard step.state == .outputFull else {
                    return InflateStep(consumed: consumed - earlier, produced: 0, state: step.state)
                }
            }
        }

        /// Lets zlib read on where `state` is, in the block of `header` or behind it: how many bytes before the input that it had.
        private mutating func leaveToZlib(_ state: UnsafeMutablePointer<inflate_state>, _ header: KeptHeader) -> Int {
            isLeftToZlib = true
            let history = unsafe min(Int(state.pointee.tmp_out_valid), 32 << 10)
            unsafe zlib.reset(
                behind: UnsafeRawBufferPointer(start: cisal_last_output(state, history), count: history))
            let place = unsafe state.pointee.block_state
            if place == ISAL_BLOCK_CODED {
                header.give(to: &zlib)
            } else if place == ISAL_BLOCK_TYPE0 {
                KeptHeader(isLast: header.isLast, length: unsafe UInt16(state.pointee.type0_block_len)).give(to: &zlib)
            }
            let bits = unsafe Int(state.pointee.read_in_length)
            unsafe zlib.add(state.pointee.read_in, count: bits % 8)
            return bits / 8
        }

        private func set(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer) {
            unsafe state.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            unsafe state.pointee.avail_in = UInt32(clamping: input.count)
            unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            unsafe state.pointee.avail_out = UInt32(clamping: output.count)
        }

        /// One call of ISA-L, to the end of the block at most; then the bit buffer has the rest of the block's last byte.
        private func call(
            _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
        ) -> InflateStep {
            unsafe set(input, output)
            let status = unsafe isal_inflate(state)
            let place = unsafe state.pointee.block_state
            // A header that it finds incomplete is none that was looked at.
            if status < 0 || place == ISAL_BLOCK_HDR || place == ISAL_BLOCK_NEW_HDR {
                return InflateStep(consumed: 0, produced: 0, state: .damaged)
            }
            var consumed = unsafe Int(bitPattern: state.pointee.next_in) - Int(bitPattern: input.baseAddress)
            let produced = unsafe Int(bitPattern: state.pointee.next_out) - Int(bitPattern: output.baseAddress)
            let isFull = unsafe state.pointee.avail_out == 0
            guard place == ISAL_BLOCK_INPUT_DONE || place == ISAL_BLOCK_FINISH else {
                return InflateStep(consumed: consumed, produced: produced, state: isFull ? .outputFull : .needsInput)
            }
            unsafe cisal_keep_history(state, state.pointee.next_out, produced)
            guard place == ISAL_BLOCK_FINISH else {
                return InflateStep(consumed: consumed, produced: produced, state: .outputFull)
            }
            let bits = unsafe state.pointee.read_in_length
            consumed -= Int(bits / 8)
            unsafe state.pointee.read_in_length = bits % 8
            unsafe state.pointee.read_in &= 1 << UInt64(bits % 8) - 1
            unsafe state.pointee.block_state = ISAL_BLOCK_NEW_HDR
            return InflateStep(consumed: consumed, produced: produced, state: .ended)
        }
    }

    /// The bits of a block's header, for zlib.
    private struct KeptHeader {
        private(set) var isLast = true
        /// Those of a byte that was read before.
        private var first = DeflateHeader.Bits(value: 0, count: 0)
        private var bytes: [UInt8] = []
        /// Those of the byte that the block goes on in.
        private var last = DeflateHeader.Bits(value: 0, count: 0)

        init() {}

        /// The header that was found in `input` behind `bits`.
        init(_ header: DeflateHeader, behind bits: DeflateHeader.Bits, _ input: UnsafeRawBufferPointer) {
            isLast = header.isLast
            first = bits
            first.count += min(header.endBit, 0)
            let end = max(header.endBit, 0)
            bytes = unsafe Array(input[..<(end / 8)])
            if end % 8 > 0 { last = unsafe DeflateHeader.Bits(value: UInt64(input[end / 8]), count: end % 8) }
        }

        /// That of a block of `length` bytes that are stored as they are.
        init(isLast: Bool, length: UInt16) {
            let words = [length, ~length].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            bytes = [isLast ? 1 : 0] + words
        }

        func give(to zlib: inout ZlibInflater) {
            zlib.add(first.value, count: first.count)
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { output in
                    _ = unsafe zlib.inflate(bytes, into: output)
                }
            }
            zlib.add(last.value, count: last.count)
        }
    }
#endif
