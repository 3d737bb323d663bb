import LinkTallyCore

/// A log in members that stand one behind the other and each begin anew: of gzip, or frames and streams of other packers.
///
/// An engine unpacks what a member has in it; a framing knows what stands around members. What was unpacked before a fault is good, and
/// the same however input and output are cut.
@safe
final class MemberDecoder<Framing: MemberFraming, Engine: Inflater & ~Copyable>: StreamDecoder {
    private var input: StoredInput
    private var framing: Framing
    private var engine = Engine()
    private(set) var warning: InputWarning?

    private enum Phase { case between, body, trailer, end }
    private var phase = Phase.between
    private var pendingFault: InputError?
    /// How the input ends inside a member, where it does: from then on the engine gives what it still can.
    private var ending: InputError?

    /// Bytes of the member's output.
    private var memberSize: UInt64 = 0
    private var checksum = MemberChecksum()
    var leavesChecksums = false

    /// The fewest bytes whose checksum is left to others: what that takes, a few microseconds, is no tenth of what it saves.
    private static var fewestUnchecked: Int { 64 << 10 }

    /// - Parameters:
    ///   - prefix: The first bytes of the input, which were looked at already.
    ///   - blockSize: Bytes that are read at a time; nil for the size that is fast.
    ///   - offset: Where the source begins in the input; beyond 0 that is behind a member.
    init(
        _ source: any ByteSource, prefix: [UInt8], blockSize: Int? = nil, offset: Int = 0, framing: Framing
    ) {
        self.framing = framing
        input = StoredInput(
            source, prefix: prefix, blockSize: blockSize, offset: offset,
            keptBytes: max(Engine.readAhead, Framing.mostGivenBack), mostUnread: Engine.mostUnread)
    }

    /// Bytes taken from the input.
    var readBytes: Int { input.offset }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let (filled, checked) = try unsafe fill(buffer)
        unsafe check(buffer[checked..<filled])
        return filled
    }

    func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading {
        let (filled, checked) = try unsafe fill(buffer)
        // What is left to others costs some microseconds, too.
        guard Framing.hasTrailer, leavesChecksums, filled - checked >= Self.fewestUnchecked else {
            unsafe check(buffer[checked..<filled])
            return .bytes(filled)
        }
        return .unchecked(filled, last: filled - checked)
    }

    func expect(_ unchecked: UncheckedBytes) { checksum.add(unchecked) }

    private func check(_ bytes: Slice<UnsafeMutableRawBufferPointer>) {
        if Framing.hasTrailer { unsafe checksum.add(UnsafeRawBufferPointer(rebasing: bytes)) }
    }

    /// Fills `buffer` as `read`: how many bytes there are, and of how many `checksum` knows or need not know any more.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(InputError) -> (filled: Int, checked: Int) {
        var (filled, checked) = (0, 0)
        do throws(InputError) {
            while filled < buffer.count, phase != .end, pendingFault == nil {
                switch phase {
                case .between: try findMember()
                case .body:
                    filled += try unsafe inflate(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                case .trailer:
                    unsafe check(buffer[checked..<filled])
                    checked = filled
                    try framing.checkTrailer(&input, &checksum, size: memberSize)
                    phase = .between
                case .end: break
                }
            }
        } catch {
            pendingFault = error
        }
        if filled == 0, let pendingFault { throw pendingFault }
        return (filled, checked)
    }

    private func findMember() throws(InputError) {
        switch try framing.findMember(&input) {
        case .member:
            engine.reset()
            ending = nil
            memberSize = 0
            checksum = MemberChecksum()
            phase = .body
        case .end(let warning):
            self.warning = warning
            phase = .end
        }
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let step = unsafe engine.inflate(input.unread, into: buffer)
        input.advance(step.consumed)
        memberSize += UInt64(step.produced)
        switch step.state {
        case .ended: phase = .trailer
        case .outputFull: break
        case .damaged: pendingFault = InputError(step.fault, in: framing.container, offset: input.offset)
        case .needsInput:
            if let ending, step.produced == 0 { throw ending }
            if ending == nil { refillOrEnd() }
        }
        return step.produced
    }

    /// More input for the engine or, if there is none, the word that it must do with what it has.
    private func refillOrEnd() {
        do throws(InputError) {
            if try input.refill() { return }
            ending = InputError(.truncatedData, in: framing.container, offset: input.endOffset)
        } catch {
            ending = error
        }
        input.advance(-engine.endInput())
    }
}

/// What stands around the members of an input, and tells where one begins.
protocol MemberFraming {
    /// Whether a checksum of the output, which the engine does not look at, stands behind a member.
    static var hasTrailer: Bool { get }
    /// Bytes that `findMember` may give back.
    static var mostGivenBack: Int { get }

    /// What its members are of.
    var container: Container { get }

    /// Passes over what stands between members, and over what the engine does not want of the next one. A fault has its place where
    /// what is wrong begins or, if it ends early, behind all that there is.
    mutating func findMember(_ input: inout StoredInput) throws(InputError) -> MemberFinding

    /// Passes over what stands behind the member, of which `size` bytes and their `checksum` came out.
    mutating func checkTrailer(
        _ input: inout StoredInput, _ checksum: inout MemberChecksum, size: UInt64
    ) throws(InputError)
}

/// What comes next in an input.
enum MemberFinding {
    case member
    /// Nothing, or nothing that belongs to it.
    case end(InputWarning?)
}
