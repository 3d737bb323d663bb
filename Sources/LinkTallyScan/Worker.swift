import LinkTallyCore
import LinkTallyInput

/// One thread's part of a run: reads inputs and ranges, scans windows, and owns the tally of what it scanned.
struct Worker: ~Copyable {
    private let scheduler: Scheduler
    private let options: ScanOptions
    private let stop: StopSignal
    private let progress: Progress
    private let total: TallyTotal
    private var scanner: LineScanner
    private var formats: FormatChooser
    /// Bytes at which the tally is full.
    private var limit: Int

    init(
        _ scheduler: Scheduler, _ options: ScanOptions, stop: StopSignal, progress: Progress,
        total: TallyTotal
    ) {
        self.scheduler = scheduler
        self.options = options
        self.stop = stop
        self.progress = progress
        self.total = total
        formats = FormatChooser(options.filter, assuming: options.assumedZone, inside: options.envelopes)
        scanner = LineScanner(tally: total.makeTally(), filter: options.filter)
        limit = total.memory.newWorker
    }

    /// Works until there is nothing left to do; what was counted goes to the total.
    consuming func run() {
        while let work = scheduler.next() {
            switch work {
            case .input(let record):
                do throws(InputError) {
                    try read(record)
                } catch {
                    record.fail(error)
                }
                scheduler.readerFinished()
            case .range(let range):
                do throws(InputError) {
                    try read(range)
                } catch {
                    range.record.fail(error)
                }
                scheduler.readerFinished()
            case .window(let window):
                scan(window)
            case .blocks(let blocks):
                blocks.inflateAhead()
            }
        }
        handOver()
    }

    /// Reads an input from its beginning: as a stream or, where it is a big plain file, its first window.
    private mutating func read(_ record: InputRecord) throws(InputError) {
        defer { record.finish() }
        if let format = options.format { record.setFormat(format) }
        let file = try InputDescriptor(record.path)
        var source = try DecodedInput(
            file, decoder: options.decoder, stop: stop, windowSize: options.windowSize, jobs: options.jobs)
        let blocks = source.blocks
        if let blocks { scheduler.add(blocks) }
        defer { if let blocks { scheduler.remove(blocks) } }
        record.setContainer(source.container)
        var buffer = LineBuffer(window: scheduler.takeBuffer())
        defer { record.setWarning(source.warning) }
        var run: FormatRun?
        var segment: UInt32 = 0
        var counted = (read: 0, decoded: 0)
        source.leaveChecksums(scheduler.wantsWindow)
        while try buffer.next(from: &source, unless: stop) {
            if blocks != nil { scheduler.wakeForBlocks() }
            record.add(bytes: source.decodedBytes - counted.decoded)
            progress.add(read: source.readBytes - counted.read, decoded: source.decodedBytes - counted.decoded)
            counted = (source.readBytes, source.decodedBytes)
            if run == nil {
                let choice = try formats.choose(
                    record.format, isNamed: options.format != nil, from: buffer.lines)
                record.setChoice(choice)
                run = makeRun(choice.format)
            }
            pass(&buffer, &run!, record, segment)
            segment += 1
            if !buffer.isAtEnd, record.format?.hasDirectives == false,
                let size = splittableSize(file, source.container, from: buffer.nextOffset)
            {
                // The beginning of the next line is read again, with the first range.
                let again = counted.decoded - buffer.nextOffset
                record.add(bytes: -again)
                progress.add(read: -again, decoded: -again)
                return scheduler.add(
                    LineRange.split(
                        file, record, from: buffer.nextOffset, size: size, firstSegment: segment,
                        smallest: options.smallestRange, jobs: options.jobs))
            }
            source.leaveChecksums(scheduler.wantsWindow)
        }
        scheduler.giveBack(buffer.finish())
    }

    /// Reads and scans the lines that begin in a range of a plain file.
    private mutating func read(_ range: LineRange) throws(InputError) {
        guard let format = range.record.format else { return }
        var run = makeRun(format)
        let streamOffset = range.beginsAtLine ? range.start : range.start - 1
        var source = RangeSource(range.file, from: streamOffset, to: range.end)
        var buffer = LineBuffer(
            window: scheduler.takeBuffer(), linesFrom: range.start, to: range.end, streamOffset: streamOffset)
        scanner.begin(input: range.record.index, segment: range.segment)
        defer { setCounts(of: range.record, range.segment) }
        var before = buffer.ownBytes
        while try buffer.next(from: &source, unless: stop) {
            scan(buffer.lines, after: buffer.oversizedLines, &run)
            buffer.roll()
            range.record.add(bytes: buffer.ownBytes - before)
            progress.add(read: buffer.ownBytes - before, decoded: buffer.ownBytes - before)
            before = buffer.ownBytes
        }
        scheduler.giveBack(buffer.finish())
    }

    /// Hands a filled window over to a free worker, or scans it here.
    private mutating func pass(
        _ buffer: inout LineBuffer, _ run: inout FormatRun, _ record: InputRecord, _ segment: UInt32
    ) {
        guard buffer.cut > 0 || buffer.oversizedLines > 0 else { return }
        if scheduler.wantsWindow {
            let (count, oversizedLines, runBefore) = (buffer.cut, buffer.oversizedLines, run)
            run.pass(over: buffer.lines)
            let unchecked = buffer.handOverUnchecked()
            let window = buffer.detach(replacement: scheduler.takeBuffer())
            scheduler.add(
                FilledWindow(
                    buffer: window, count: count, unchecked: unchecked, oversizedLines: oversizedLines, record: record,
                    segment: segment, run: runBefore))
        } else {
            scanner.begin(input: record.index, segment: segment)
            scan(buffer.lines, after: buffer.oversizedLines, &run)
            setCounts(of: record, segment)
            buffer.roll()
        }
    }

    private mutating func scan(_ window: FilledWindow) {
        var run = window.run
        window.unchecked?.checksum()
        scanner.begin(input: window.record.index, segment: window.segment)
        scan(window.buffer.bytes(count: window.count), after: window.oversizedLines, &run)
        setCounts(of: window.record, window.segment)
        scheduler.giveBack(window.buffer)
    }

    private mutating func scan(_ lines: RawSpan, after oversizedLines: Int, _ run: inout FormatRun) {
        let before = scanner.segmentLines
        for _ in 0..<oversizedLines { scanner.countOversizedLine() }
        scanner.scan(lines, with: &run)
        progress.add(lines: Int(scanner.segmentLines - before))
        if scanner.tallyByteCount > limit { handOverSoon() }
    }

    /// A run of a format; only where it was recognised, lines that do not fit may be another's.
    private func makeRun(_ format: LogFormat) -> FormatRun {
        FormatRun(format, looksForOthers: options.format == nil)
    }

    private func setCounts(of record: InputRecord, _ segment: UInt32) {
        record.setCounts(scanner.segmentCounts, lines: scanner.segmentLines, ofSegment: segment)
    }

    private mutating func handOver() {
        let total = total
        scanner.handOver { total.add(&$0) }
    }

    /// Hands over if no other worker does; one that would have to wait goes on scanning instead, until it has twice as much.
    private mutating func handOverSoon() {
        if limit < total.memory.worker, !scanner.isTallyMostlyNew {
            limit = total.memory.worker
            return
        }
        if scanner.tallyByteCount > 2 * limit { return handOver() }
        let total = total
        scanner.offer { total.addIfFree(&$0) }
    }

    /// The size of a plain file that is worth being split, if this is one.
    private func splittableSize(_ file: InputDescriptor, _ container: Container, from offset: Int) -> Int? {
        guard options.jobs > 1, container == .plain, let size = file.size,
            size - offset >= 2 * options.smallestRange
        else { return nil }
        return size
    }
}
