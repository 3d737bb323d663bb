/// Bytes in, counts out: scans windows of whole lines into a tally. One per worker.
///
/// Per line it allocates nothing, counts no references and makes no String.
package struct LineScanner: ~Copyable {
    private var counter: RequestCounter
    private var unescaped = ScratchBuffer(capacity: 4096)
    /// Made for the first malformed line that asks for them.
    private var others: OtherFormats?
    private var looksForOthers = false
    private var judge: RequestJudge

    /// Counts of the segment that were handed over already.
    private var handedOver = InputCounts()
    /// Counts of the tally that the segment does not have.
    private var before = InputCounts()
    private var foreignLines = 0
    private var pieces = 0
    /// Lines of a window without a JSON envelope, and without a second one.
    private var opened: ScratchBuffer?, openedTwice: ScratchBuffer?

    /// A scanner that counts into `tally` the requests that `filter` lets pass.
    package init(tally: consuming Tally, filter: RequestFilter = RequestFilter()) {
        counter = RequestCounter(tally: tally)
        judge = RequestJudge(filter)
    }

    /// The counts so far. O(1).
    package consuming func finish() -> Tally {
        counter.flush()
        return counter.tally
    }

    /// Bytes of the tables, about: requests of a batch that is not counted yet are missing.
    package var tallyByteCount: Int { counter.tally.byteCount }

    /// As `Tally.isMostlyNew`. O(1).
    package var isTallyMostlyNew: Bool { counter.tally.isMostlyNew }

    /// The balance of lines so far. O(1).
    package var lines: LineCounts { counter.tally.lines }
    /// Occurrences by parameter and verdict so far. O(1).
    package var parameters: ParameterTable { counter.tally.parameters }

    /// Lends the counts so far, which are then forgotten.
    package mutating func handOver(_ body: (inout Tally) -> Void) {
        offer {
            body(&$0)
            return true
        }
    }

    /// Lends the counts so far, which are then forgotten, if `body` says that it took them.
    package mutating func offer(_ body: (inout Tally) -> Bool) {
        counter.flush()
        let counts = segmentCounts
        guard body(&counter.tally) else { return }
        counter.tally.removeAll()
        (handedOver, before, foreignLines, pieces) = (counts, InputCounts(), 0, 0)
    }

    /// Counts of the segment so far. O(1).
    package var segmentCounts: InputCounts {
        var counts = tallyCounts.since(before)
        counts += handedOver
        return counts
    }

    private var tallyCounts: InputCounts {
        var counts = InputCounts()
        counts.lines = counter.tally.lines
        counts.foreign = foreignLines
        counts.pieces = pieces
        counts.untimed = counter.tally.hours.unknownRequests
        return counts
    }

    /// Lines of the segment so far.
    package var segmentLines: UInt32 { counter.place.line }

    /// Begins a segment: the lines that follow are numbered from 1 in it.
    package mutating func begin(input: UInt32, segment: UInt32) {
        counter.flush()
        counter.place = LinePlace(input: input, segment: segment, line: 0)
        (handedOver, before) = (InputCounts(), tallyCounts)
    }

    /// Counts a line that was too long to be held (rule R1: more than 8 MiB).
    package mutating func countOversizedLine() {
        counter.place.line &+= 1
        counter.tally.lines.malformed &+= 1
    }

    @inline(never)
    private mutating func countMalformedLine(_ window: RawSpan, _ line: Range<Int>) {
        counter.tally.lines.malformed &+= 1
        guard looksForOthers else { return }
        if others == nil { others = OtherFormats() }
        if others!.fit(window, line, unescaped: &unescaped) { foreignLines &+= 1 }
    }

    /// Scans a window of whole lines; a last line without a line feed is one, too. O(window).
    package mutating func scan(_ window: RawSpan, with run: inout FormatRun) {
        looksForOthers = run.looksForOthers
        if run.envelopes == nil {
            run.format.scanLines(of: window, with: &self)
        } else {
            scan(window, in: &run.envelopes!, from: 0, as: &run.format)
        }
    }

    @inline(__always)
    mutating func scanLines<Format: LineFormat>(of window: RawSpan, as format: inout Format) {
        // Local, so that its fields stay in registers; formats set only what they know.
        var request = LocatedRequest()
        var start = 0
        let end = window.byteCount
        while start < end {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: end)
            scanLine(window, start, lineFeed, &request, as: &format)
            start = lineFeed &+ 1
        }
    }

    /// As `scanLines`, for a format whose usual lines the kernel knows.
    @inline(__always)
    mutating func scanUsualLines<Format: UsualLineFormat>(of window: RawSpan, as format: inout Format) {
        var request = LocatedRequest()
        var start = 0
        let end = window.byteCount
        while start < end {
            if let line = window.usualLine(at: start, places: &counter.verdicts.places),
                format.parse(window, line, from: start, into: &request)
            {
                let lineFeed = Int(line.line_feed)
                counter.place.line &+= 1
                if judge.isActive,
                    !passes(usual: request, window, start..<LineEnd.trimmed(window, start, lineFeed), &format)
                {
                    counter.tally.lines.filtered &+= 1
                } else {
                    counter.add(request, of: line, in: window)
                }
                start = lineFeed &+ 1
            } else {
                let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: end)
                scanLine(window, start, lineFeed, &request, as: &format)
                start = lineFeed &+ 1
            }
        }
    }

    /// As `scanLines`, for lines that stand behind prefixes.
    @inline(__always)
    mutating func scanLines<Format: LineFormat>(
        of window: RawSpan, behind envelopes: inout EnvelopeRun, from depth: Int, as format: inout Format
    ) {
        var request = LocatedRequest()
        var start = 0
        let end = window.byteCount
        while start < end {
            let place = envelopes.openPrefixes(window, start, end, from: depth)
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: max(start, place), to: end)
            if place >= 0 {
                scanLine(window, place, lineFeed, &request, as: &format)
            } else {
                countStranger(window, LineEnd.text(window, start, lineFeed), isPiece: place == EnvelopeLayer.piece)
            }
            start = lineFeed &+ 1
        }
    }

    /// As `scanUsualLines`, for lines that stand behind prefixes.
    @inline(__always)
    mutating func scanUsualLines<Format: UsualLineFormat>(
        of window: RawSpan, behind envelopes: inout EnvelopeRun, from depth: Int, as format: inout Format
    ) {
        var request = LocatedRequest()
        var start = 0
        let end = window.byteCount
        while start < end {
            let place = envelopes.openPrefixes(window, start, end, from: depth)
            if place >= 0, let line = window.usualLine(at: place, places: &counter.verdicts.places),
                format.parse(window, line, from: place, into: &request)
            {
                let lineFeed = Int(line.line_feed)
                counter.place.line &+= 1
                if judge.isActive,
                    !passes(usual: request, window, place..<LineEnd.trimmed(window, place, lineFeed), &format)
                {
                    counter.tally.lines.filtered &+= 1
                } else {
                    counter.add(request, of: line, in: window)
                }
                start = lineFeed &+ 1
                continue
            }
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: max(start, place), to: end)
            if place >= 0 {
                scanLine(window, place, lineFeed, &request, as: &format)
            } else {
                countStranger(window, LineEnd.text(window, start, lineFeed), isPiece: place == EnvelopeLayer.piece)
            }
            start = lineFeed &+ 1
        }
    }

    /// Scans a window whose lines have the envelopes from `depth` on: those within JSON are gathered and scanned as a window of
    /// their own. A line of the log is one line there, too. O(window).
    private mutating func scan(
        _ window: RawSpan, in envelopes: inout EnvelopeRun, from depth: Int, as format: inout any LineFormat
    ) {
        switch envelopes.rest(from: depth) {
        case .nothing: return format.scanLines(of: window, with: &self)
        case .prefixes: return format.scanLines(of: window, behind: &envelopes, from: depth, with: &self)
        case .json: break
        }
        var lines = (depth == 0 ? opened.take() : openedTwice.take()) ?? ScratchBuffer(capacity: 64 << 10)
        let inner = depth + envelopes.step(from: depth)
        lines.removeAll()
        var start = 0
        while start < window.byteCount {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: window.byteCount)
            let line = LineEnd.text(window, start, lineFeed)
            start = lineFeed + 1
            if LineEnd.isBlank(window, line) {
                lines.append(UInt8(ascii: "\n"))
                continue
            }
            let finding = envelopes.openJSON(window, line, from: depth, into: &lines)
            if case .line = finding { continue }
            if lines.count > 0 { scan(lines.bytes, in: &envelopes, from: inner, as: &format) }
            lines.removeAll()
            if case .piece = finding {
                countStranger(window, line, isPiece: true)
            } else {
                countStranger(window, line, isPiece: false)
            }
        }
        if lines.count > 0 { scan(lines.bytes, in: &envelopes, from: inner, as: &format) }
        if depth == 0 { opened = consume lines } else { openedTwice = consume lines }
    }

    /// Counts a line without the envelope of its log, which may be blank, or a piece of a longer one.
    @inline(never)
    private mutating func countStranger(_ window: RawSpan, _ line: Range<Int>, isPiece: Bool) {
        counter.place.line &+= 1
        if isPiece {
            pieces &+= 1
            counter.tally.lines.malformed &+= 1
        } else if LineEnd.isBlank(window, line) {
            counter.tally.lines.blank &+= 1
        } else {
            countMalformedLine(window, line)
        }
    }

    @inline(__always)
    private mutating func passes<Format: LineFormat>(
        usual request: borrowing LocatedRequest, _ window: RawSpan, _ line: Range<Int>, _ format: inout Format
    ) -> Bool {
        unescaped.removeAll()
        return passes(request, window, line, &format)
    }

    @inline(__always)
    private mutating func scanLine<Format: LineFormat>(
        _ window: RawSpan, _ start: Int, _ lineFeed: Int, _ request: inout LocatedRequest, as format: inout Format
    ) {
        counter.place.line &+= 1
        let line = LineEnd.text(window, start, lineFeed)
        guard !LineEnd.isBlank(window, line) else {
            counter.tally.lines.blank &+= 1
            return
        }
        unescaped.removeAll()
        switch format.parse(window, line, into: &request, unescaped: &unescaped) {
        case .request:
            if judge.isActive, !passes(request, window, line, &format) {
                counter.tally.lines.filtered &+= 1
            } else if request.isUnescaped {
                counter.add(request, in: unescaped, window: window)
            } else {
                counter.add(request, in: window, window: window)
            }
        case .malformed: countMalformedLine(window, line)
        case .noTarget: counter.tally.lines.noTarget &+= 1
        case .directive: counter.tally.lines.directive &+= 1
        }
    }

    /// Whether the request of a line counts; where the filter asks for nothing costly, that is soon known.
    @inline(never)
    private mutating func passes<Format: LineFormat>(
        _ request: borrowing LocatedRequest, _ window: RawSpan, _ line: Range<Int>, _ format: inout Format
    ) -> Bool {
        guard judge.passesTimeAndStatus(request) else { return false }
        if judge.asksForLink {
            let passes =
                request.isUnescaped
                ? judge.passesLink(request, in: unescaped, window: window)
                : judge.passesLink(request, in: window, window: window)
            guard passes else { return false }
        }
        guard judge.asksForUserAgent else { return true }
        guard let agent = format.userAgent(window, line, unescaped: &unescaped) else { return false }
        if agent.isUnescaped { return judge.passesUserAgent(in: unescaped, agent.range) }
        return judge.passesUserAgent(in: window, agent.range)
    }
}
