import LinkTallyCore
import LinkTallyInput

/// Reads a log once: hashes all of it, tells whether it is known, and lends what is not.
@safe
final class LogReader: DecodedSource {
    let identity: FileIdentity?
    var container: Container { input.container }
    var warning: InputWarning? { input.warning }
    /// A plain log may be written to at any time; a packed one is taken as whole, unless it ends between two blocks.
    var endsOpen: Bool { container == .plain || warning == .missingEndMarker }
    /// All bytes so far were hashed.
    private(set) var builder: FingerprintBuilder
    /// Why there is no more to read, if that is not the end of the log.
    private(set) var fault: InputError?

    private let file: InputDescriptor
    private let input: DecodedInput
    private let options: LogOptions
    private let progress: Progress
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
    init(_ path: InputPath, _ options: LogOptions, stop: StopSignal, progress: Progress) throws(InputError) {
        guard !path.isStandardInput else { throw InputError(.noFile) }
        // A pipe is not opened: that would wait for whoever writes to it.
        if let found = FileIdentity(of: path), found.kind == .other { throw InputError(.noFile) }
        file = try InputDescriptor(path)
        identity = FileIdentity(of: file)
        input = try DecodedInput(file, decoder: options.decoder, stop: stop)
        builder = FingerprintBuilder(secret: options.secret)
        self.options = options
        self.progress = progress
    }

    /// Reads on until it is told whether the log is known.
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
            if matcher.alive.isEmpty || isAtEnd { break }
            offset = builder.offset
            try fill()
            append(0..<filled)
        }
        if let log = matcher.beginning(with: builder) { return .known(log, isWhole: false) }
        guard let log = matcher.longest else {
            return .new(sharedBytes: matcher.shared.bytes, with: matcher.shared.name)
        }
        let isWhole = isAtEnd && log.fingerprint.end.offset == builder.offset
        return isWhole ? .known(log, isWhole: true) : .grown(log)
    }

    /// Lends what stands from `offset` on, if that was not passed already; false where the log must be opened again.
    func lend(from offset: Int) -> Bool {
        guard offset >= bufferStart else { return false }
        position = offset - bufferStart
        return true
    }

    /// Reads up to `point`, where the log must be what it was when it was opened before, and lends what stands behind.
    func pass(to point: LogFingerprint.Point) throws(InputError) {
        builder.setStops([point.offset])
        repeat {
            try fill()
            append(0..<filled)
        } while !isAtEnd && builder.offset < point.offset
        guard point.offset == 0 || builder.stopPoints.contains(point), lend(from: point.offset) else {
            throw InputError(.changedWhileRead)
        }
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if position < filled {
            let count = min(target.count, filled - position)
            unsafe target.copyMemory(
                from: UnsafeRawBufferPointer(buffer.writable(position..<position + count)))
            position += count
            return count
        }
        if let fault { throw fault }
        if isAtEnd { return 0 }
        let count = try unsafe readOn(target)
        if let fault { throw fault }
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
        guard container == .plain, let first = builder.fingerprint.head.first else { return }
        let buffer = WindowBuffer(capacity: first.offset)
        var source = RangeSource(file, from: 0, to: first.offset)
        var count = 0
        while count < first.offset {
            count += try unsafe source.read(into: buffer.writable(count..<first.offset))
        }
        var chain = ChainedHash(secret: options.secret)
        chain.append(buffer.bytes(count: count))
        guard chain.hash == first.hash else { throw InputError(.changedWhileRead) }
    }

    /// Fills the buffer anew, as far as there is log.
    private func fill() throws(InputError) {
        bufferStart += filled
        filled = 0
        position = 0
        while !isAtEnd, filled < Self.bufferSize {
            filled += try unsafe readOn(buffer.writable(filled..<Self.bufferSize))
        }
        position = filled
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
