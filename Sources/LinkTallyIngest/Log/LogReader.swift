import LinkTallyCore
import LinkTallyInput

/// Reads a log once: hashes all of it, tells whether it is known, and lends what is not.
@safe
final class LogReader: DecodedSource {
    let identity: FileIdentity?
    var container: Container { input.container }
    var warning: InputWarning? { input.warning }
    /// A plain log may be written to at any time; a packed one is taken as whole, unless it ends early or between two blocks.
    var endsOpen: Bool { container == .plain || warning == .missingEndMarker || fault != nil }
    /// All bytes so far were hashed.
    private(set) var builder: FingerprintBuilder
    /// Why there is no more to read, if that is not the end of the log.
    private(set) var fault: InputError?

    /// NUL bytes in front of the log that are no part of it: a writer that goes on where it was leaves them in a file that was
    /// truncated below it.
    private(set) var holeSize = 0

    private let file: InputDescriptor
    private let input: DecodedInput
    private let options: LogOptions
    private let stop: StopSignal
    private let progress: Progress
    private let skipsHole: Bool
    private var expected: LogFingerprint.Point?
    private var progressed = (read: 0, decoded: 0)
    /// Bytes that were read to tell whether the log is known: those from `position` on are lent again.
    private let buffer = WindowBuffer(capacity: bufferSize)
    private var filled = 0
    private var position = 0
    /// Offset in the log of the buffer's first byte.
    private var bufferStart = 0
    private var isAtEnd = false

    private static let bufferSize = 4 * LogFingerprint.blockSize

    /// Opens the log at `path`, which must be a file.
    ///
    /// - Parameter skipsHole: Whether NUL bytes in front are left out. They were part of a log before the store's fourth step.
    init(
        _ path: InputPath, _ options: LogOptions, stop: StopSignal, progress: Progress, skipsHole: Bool = true
    ) throws(InputError) {
        guard !path.isStandardInput else { throw InputError(.noFile) }
        // A pipe is not opened: that would wait for whoever writes to it.
        if let found = FileIdentity(of: path), found.kind == .other { throw InputError(.noFile) }
        file = try InputDescriptor(path)
        identity = FileIdentity(of: file)
        input = try DecodedInput(file, decoder: options.decoder, stop: stop)
        builder = FingerprintBuilder(secret: options.secret)
        self.options = options
        self.stop = stop
        self.progress = progress
        self.skipsHole = skipsHole
    }

    /// Opens a log at `path` as this one was opened.
    func again(_ path: InputPath, counting progress: Progress = Progress()) throws(InputError) -> LogReader {
        try LogReader(path, options, stop: stop, progress: progress, skipsHole: skipsHole)
    }

    /// Reads on until it is told whether the log is known: a `LogRefusal` where nothing tells.
    func find(in catalogue: some LogCatalogue) throws -> LogFinding {
        try fill()
        builder.setStops(try catalogue.openEnds())
        let headSize = min(filled, LogFingerprint.blockSize)
        append(0..<headSize)
        var matcher = LogMatcher(
            try catalogue.candidates(head: builder.fingerprint.head, openEnds: builder.stopPoints), with: builder)
        builder.setStops(matcher.ends)
        var offset = builder.offset
        append(headSize..<filled)
        while true {
            matcher.compare(since: offset, with: builder)
            // A known log that ends just here may be all of this one: only the next reading tells.
            let mayBeWhole = matcher.longest?.fingerprint.end.offset == builder.offset
            if isAtEnd || matcher.alive.isEmpty && !mayBeWhole { break }
            offset = builder.offset
            try advance()
        }
        if isAtEnd, let longest = matcher.longest, longest.fingerprint.end.offset == builder.offset {
            return .known(longest, isWhole: true)
        }
        if let log = try whole(of: matcher, in: catalogue) { return .known(log, isWhole: false) }
        guard let log = matcher.longest else {
            return .new(sharedBytes: matcher.shared.bytes, with: matcher.shared.name)
        }
        return .grown(log)
    }

    /// The known log of which this one, which has ended, is a part; nil where there is none.
    private func whole(of matcher: LogMatcher, in catalogue: some LogCatalogue) throws -> KnownLog? {
        var undecided: [KnownLog] = []
        for log in matcher.alive {
            switch try proof(of: log, in: catalogue) {
            case .part: return log
            case .apart: continue
            case .undecided: undecided.append(log)
            }
        }
        if countsOpenLine, builder.offset < LogFingerprint.blockSize,
            let log = try catalogue.log(withLineIn: pointsOfEndedLine)
        {
            return log
        }
        // What ends with a known log adds nothing, whatever else it is a part of.
        let known = matcher.longest?.fingerprint.end.offset ?? -1
        guard !undecided.isEmpty, countsOpenLine || builder.lineEnd.offset > known else { return nil }
        throw LogRefusal(undecided, sharing: builder.offset)
    }

    /// Lends what stands from `offset` on, if that was not passed already; false where the log must be opened again.
    func lend(from offset: Int) -> Bool {
        guard offset >= bufferStart else { return false }
        position = offset - bufferStart
        return true
    }

    /// Reads up to `point`, where the log must be what it was when it was opened before, and lends what stands behind.
    func pass(to point: LogFingerprint.Point) throws(InputError) {
        try pass(toEach: [point.offset])
        guard builder.stopPoints.contains(point), lend(from: point.offset) else {
            throw InputError(.changedWhileRead)
        }
    }

    /// Reads the beginning of a log that was opened before and lends it; once all is read, it is seen that the log is the one of
    /// which the other reading had `point`.
    func begin(expecting point: LogFingerprint.Point) throws(InputError) {
        expected = point
        builder.setStops([point.offset])
        try advance()
        _ = lend(from: 0)
    }

    /// Reads up to the last of `places`, or to the end, and notes the hashes at those that are there.
    func pass(toEach places: [Int]) throws(InputError) {
        builder.setStops(places)
        repeat {
            try advance()
        } while !isAtEnd && builder.offset < places.max() ?? 0
    }

    /// Gives away the tags of lines that no longer wait for their block's end.
    func takeLineTags() -> [LineTags] { builder.takeLineTags() }

    func read(into target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if position < filled {
            let count = min(target.count, filled - position)
            unsafe target.copyMemory(
                from: UnsafeRawBufferPointer(buffer.writable(position..<position + count)))
            position += count
            return count
        }
        if isAtEnd { return 0 }
        let count = try unsafe readOn(target)
        builder.append(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: target[..<count])))
        return count
    }

    /// Passes over the line feed, or carriage return and line feed, of a line that was counted without it.
    ///
    /// - Returns: Bytes passed; 0 at the end.
    func passLineEnd() throws(InputError) -> Int {
        switch try nextByte() {
        case nil: return 0
        case UInt8(ascii: "\n"): return 1
        case UInt8(ascii: "\r") where try nextByte() == UInt8(ascii: "\n"): return 2
        default: throw InputError(.openLine)
        }
    }

    private func nextByte() throws(InputError) -> UInt8? {
        var byte: UInt8 = 0
        let count = try unsafe withUnsafeMutableBytes(of: &byte) { bytes throws(InputError) in
            try unsafe read(into: bytes)
        }
        return count == 1 ? byte : nil
    }

    /// Sees that the beginning of a plain log is still what was read: rotation by copy and truncate makes another log of it.
    func checkBeginning() throws(InputError) {
        if let expected, !builder.stopPoints.contains(expected) { throw InputError(.changedWhileRead) }
        guard container == .plain, let first = builder.fingerprint.head.first else { return }
        let buffer = WindowBuffer(capacity: first.offset)
        var source = RangeSource(file, from: holeSize, to: holeSize + first.offset)
        var count = 0
        while count < first.offset {
            count += try unsafe source.read(into: buffer.writable(count..<first.offset))
        }
        var chain = ChainedHash(secret: options.secret)
        chain.append(buffer.bytes(count: count))
        guard chain.hash == first.hash else { throw InputError(.changedWhileRead) }
    }

    /// Fills the buffer anew, and hashes all of it.
    private func advance() throws(InputError) {
        try fill()
        builder.dropLineTags(before: min(bufferStart, builder.offset) / LogFingerprint.blockSize)
        append(0..<filled)
    }

    /// Fills the buffer anew, as far as there is log.
    private func fill() throws(InputError) {
        if stop.isRaised { throw InputError(.interrupted) }
        bufferStart += filled
        filled = 0
        position = 0
        while !isAtEnd, filled < Self.bufferSize {
            filled += try unsafe readOn(buffer.writable(filled..<Self.bufferSize))
            if skipsHole, bufferStart == 0, builder.offset == 0 { skipHole() }
        }
        position = filled
    }

    /// Drops NUL bytes in front of everything else.
    private func skipHole() {
        let window = buffer
        let hole = window.bytes(count: filled).firstNonzeroIndex(from: 0, to: filled)
        guard hole > 0 else { return }
        window.rollToFront(hole..<filled)
        holeSize += hole
        filled -= hole
    }

    /// Reads some bytes. What is to be kept of a log that ends early ends there; any other fault is thrown.
    private func readOn(_ target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        do throws(InputError) {
            let count = try unsafe input.read(into: target)
            if count == 0 { isAtEnd = true }
            progress.add(read: input.readBytes - progressed.read, decoded: input.decodedBytes - progressed.decoded)
            progressed = (input.readBytes, input.decodedBytes)
            return count
        } catch {
            guard options.keepsPartial, error.fault.isTruncation else { throw error }
            isAtEnd = true
            fault = error
            return 0
        }
    }

    private func append(_ range: Range<Int>) {
        builder.append(buffer, range)
    }
}
