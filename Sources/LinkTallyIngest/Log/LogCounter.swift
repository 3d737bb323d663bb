import LinkTallyCore
import LinkTallyInput

/// Counts the lines of logs, one log at a time, into a dated tally that is handed over when it is full and at the end.
package struct LogCounter: ~Copyable {
    private let options: LogOptions
    private let stop: StopSignal
    private let progress: Progress
    private var scanner: LineScanner
    private var window: WindowBuffer?
    private var formats: FormatChooser
    /// A hash of the beginning of the log that was read last, also where it had a fault; nil where it is too short.
    package private(set) var beginning: LogHash?
    /// Of the log that is counted: what was handed over already.
    private var lines = LineCounts()
    private var parameters = ParameterTable()
    private var counts = InputCounts()
    /// Lines of the log that stand before each segment.
    private var segmentStarts: [Int] = []

    package init(_ options: LogOptions, stop: StopSignal, progress: Progress) {
        self.options = options
        self.stop = stop
        self.progress = progress
        formats = FormatChooser(options.filter, assuming: options.assumedZone, inside: options.envelopes)
        scanner = LineScanner(tally: Tally(.dated, seed: .random()), filter: options.filter)
    }

    /// Reads the log at `path` and counts what of it is new. What was counted is in the tally until `handOver`, what did
    /// not fit in `overflow`'s hands.
    package mutating func count(
        _ path: InputPath, in catalogue: some LogCatalogue, overflow: some LogOverflow
    ) throws -> LogOutcome {
        beginning = nil
        var reader = try LogReader(path, options, stop: stop, progress: progress)
        defer { beginning = Self.beginning(reader.builder.fingerprint.head) }
        var finding = try reader.find(in: catalogue)
        if case .new = finding, reader.holeSize > 0,
            let older = try findWithHole(path, in: catalogue)
        {
            (reader, finding) = older
        }
        switch finding {
        case .known(let log, let isWhole):
            return .known(log, reader.container, reader.identity, isWhole: isWhole, reader.fault)
        case .grown(let log):
            if !reader.lend(from: log.fingerprint.end.offset) {
                reader = try reader.again(path, counting: progress)
                try reader.pass(to: log.fingerprint.end)
            }
            return .counted(try count(reader, behind: log, overflow), reader.identity, behind: log, sharing: nil)
        case .new(let bytes, let name):
            if !reader.lend(from: 0) {
                let found = reader.builder.point
                reader = try reader.again(path, counting: progress)
                try reader.begin(expecting: found)
            }
            let count = try count(reader, behind: nil, overflow)
            let sharing = bytes > LogFingerprint.blockSize ? (bytes, name) : nil
            return .counted(count, reader.identity, behind: nil, sharing: sharing)
        }
    }

    /// Looks for a log that was counted together with the hole in front of it, as before the store's fourth step; nil where there
    /// is none.
    private func findWithHole(
        _ path: InputPath, in catalogue: some LogCatalogue
    ) throws -> (LogReader, LogFinding)? {
        let reader = try LogReader(path, options, stop: stop, progress: Progress(), skipsHole: false)
        do {
            let finding = try reader.find(in: catalogue)
            if case .new = finding { return nil }
            return (reader, finding)
        } catch let refusal as LogRefusal {
            // A hole of another size is that of another log.
            let others = refusal.candidates.filter { !hasLargerHole($0, size: refusal.bytes) }
            guard others.isEmpty, refusal.known != nil else { throw refusal }
            return nil
        }
    }

    /// Whether a known log is nothing but a hole for longer than a log of `size` bytes that is not.
    private func hasLargerHole(_ known: KnownLog, size: Int) -> Bool {
        let hole = (size / LogFingerprint.blockSize + 1) * LogFingerprint.blockSize
        var chain = ChainedHash(secret: options.secret)
        let zeros = [UInt8](repeating: 0, count: LogFingerprint.blockSize)
        for _ in 0..<hole / LogFingerprint.blockSize { chain.append(zeros.rawSpan) }
        return known.fingerprint.hash(at: hole) == chain.hash
    }

    /// The last hash of a head, where that is long enough to be no other log's: many begin with the same directives.
    private static func beginning(_ head: [LogFingerprint.Point]) -> LogHash? {
        head.last.flatMap { $0.offset >= 1024 ? $0.hash : nil }
    }

    /// Lends the counts of the log that was counted last, and how many lines of it stand before each segment; then
    /// forgets them.
    package mutating func handOver(_ body: (inout Tally, [Int]) throws -> Void) throws {
        var failure: (any Error)?
        let starts = segmentStarts
        scanner.handOver { tally in
            lines += tally.lines
            parameters += tally.parameters
            do { try body(&tally, starts) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private mutating func count(
        _ reader: LogReader, behind log: KnownLog?, _ overflow: some LogOverflow
    ) throws -> LogCount {
        forget()
        var directives = DirectiveMemory(log?.directives ?? [])
        var run: FormatRun?
        var choice: FormatChoice?
        let named = try self.format(behind: log)
        var buffer = try makeBuffer(reader, behind: log)
        var source = reader
        beginSegment(behind: log?.lines.total ?? 0)
        while try buffer.next(from: &source, unless: stop) {
            if run == nil {
                choice = try formats.choose(
                    named, isNamed: options.format != nil, goesOn: log != nil, from: buffer.lines)
                run = FormatRun(choice!.format, looksForOthers: named == nil)
                run!.resume(log?.directives ?? [])
            }
            if choice!.format.envelopes.isEmpty, choice!.format.hasDirectives { directives.note(buffer.lines) }
            try scan(&buffer, &run!, overflow)
            if reader.builder.lineTags.count > options.taggedBlocks { try overflow.spill(reader.takeLineTags()) }
        }
        if stop.isRaised { throw InputError(.interrupted) }
        // A document that ends without a line feed is no line that will go on.
        if log == nil, scanner.lines.total == 0, lines.total == 0, let document = JSONDocument(buffer.openLine) {
            throw InputError(document)
        }
        window = buffer.finish()
        try reader.checkBeginning()
        // Of a log in an envelope it is the lines that are not whole yet.
        let pieces = run.map(\.openPieces) ?? log?.directives ?? []
        return try result(reader, behind: log, choice, directives: pieces.isEmpty ? directives.bytes : pieces)
    }

    /// Forgets what is left over from a log that had a fault.
    private mutating func forget() {
        scanner.handOver { _ in }
        (lines, parameters, counts, segmentStarts) = (LineCounts(), ParameterTable(), InputCounts(), [])
    }

    /// The format that was named, or that of the known log that goes on, whose times must be of the same zone as before.
    private func format(behind log: KnownLog?) throws(InputError) -> LogFormat? {
        guard let log else { return options.format }
        guard
            let known = LogFormats.restored(
                name: log.format, definition: log.definition, assuming: options.assumedZone)
        else {
            throw InputError(.otherFormat)
        }
        let envelopes = options.envelopes ?? known.envelopes
        guard let named = options.format?.assuming(options.assumedZone) else {
            guard envelopes == known.envelopes else { throw InputError(.otherFormat) }
            return known
        }
        guard envelopes.isEmpty || named.canBeEnveloped, named.inside(envelopes).isSame(as: known) else {
            throw InputError(.otherFormat)
        }
        return named.inside(envelopes)
    }

    private mutating func makeBuffer(_ reader: LogReader, behind log: KnownLog?) throws(InputError) -> LineBuffer {
        let window = window.take() ?? WindowBuffer(capacity: options.windowSize)
        guard let end = log?.fingerprint.end.offset else { return LineBuffer(window: window) }
        let start = end + (log?.fingerprint.isOpen == true ? try reader.passLineEnd() : 0)
        return LineBuffer(window: window, linesFrom: start, to: nil, streamOffset: start)
    }

    private mutating func scan(
        _ buffer: inout LineBuffer, _ run: inout FormatRun, _ overflow: some LogOverflow
    ) throws {
        let before = scanner.segmentLines
        for _ in 0..<buffer.oversizedLines { scanner.countOversizedLine() }
        scanner.scan(buffer.lines, with: &run)
        progress.add(lines: Int(scanner.segmentLines - before))
        buffer.roll()
        if scanner.tallyByteCount > options.tableBytes {
            try handOver { try overflow.spill($0, segmentStarts: $1) }
        }
        if scanner.segmentLines > Self.segmentLimit {
            beginSegment(behind: (segmentStarts.last ?? 0) + Int(scanner.segmentLines))
        }
    }

    /// Lines of a segment, at most about: they are numbered with 32 bits.
    private static let segmentLimit: UInt32 = 1 << 30

    private mutating func beginSegment(behind lines: Int) {
        if !segmentStarts.isEmpty { counts += scanner.segmentCounts }
        scanner.begin(input: 0, segment: UInt32(segmentStarts.count))
        segmentStarts.append(lines)
    }

    private func result(
        _ reader: LogReader, behind log: KnownLog?, _ choice: FormatChoice?, directives: [UInt8]
    ) throws -> LogCount {
        let format = choice?.format ?? LogFormats.standard
        var fingerprint = reader.builder.finished(countsOpenLine: !reader.endsOpen)
        // What counted once stays counted: a last line without a line feed waits in some files, and counts in others.
        if let log, fingerprint.end.offset < log.fingerprint.end.offset {
            (fingerprint.end, fingerprint.isOpen) = (log.fingerprint.end, log.fingerprint.isOpen)
        }
        var (lines, parameters) = (self.lines, self.parameters)
        lines += scanner.lines
        parameters += scanner.parameters
        var whole = log?.lines ?? LineCounts()
        whole += lines
        if let choice, choice.isMostlyUnread(whole), !options.acceptsMalformed {
            throw LogRefusal(.wrongFormat, lines: whole, format: format.name)
        }
        var counts = counts
        counts += scanner.segmentCounts
        return LogCount(
            container: reader.container, format: format.name, definition: format.definition,
            directives: directives, fingerprint: fingerprint, lineTags: reader.builder.lineTags,
            pending: max(reader.builder.offset - fingerprint.end.offset, 0), lines: lines, parameters: parameters,
            fault: reader.fault,
            warning: .of(reader.warning, foreignLines: counts.foreign, lines: lines.total),
            counts: counts, choice: choice)
    }
}
