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
        (handedOver, before, foreignLines) = (counts, InputCounts(), 0)
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
        run.format.scanLines(of: window, with: &self)
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
