/// Judges the queries of located requests and counts them into a tally.
///
/// Attribution rows are counted in batches: a request's key is gathered and its slot asked for, and only when the batch
/// is full are the tables probed, so that the memory has had time to answer.
struct RequestCounter: ~Copyable {
    private static let batchSize = 64

    var tally: Tally
    /// Input and segment of the lines that come; their number is added line by line.
    var place = LinePlace(input: 0, segment: 0, line: 0)

    private let scanner = QueryScanner()
    private var verdicts = QueryVerdicts()
    private var built = ScratchBuffer(capacity: 4096)
    private var keys = ScratchBuffer(capacity: 64 * 1024)
    private var pending = InlineArray<64, PendingRequest>(repeating: PendingRequest())
    private var pendingCount = 0

    init(tally: consuming Tally) { self.tally = tally }

    /// Counts a request whose target and query stand in `unescaped`, and whose host stands in `window`.
    @inline(never)
    mutating func add(_ request: borrowing LocatedRequest, in unescaped: borrowing ScratchBuffer, window: RawSpan) {
        add(request, in: unescaped.bytes, window: window)
    }

    /// Counts a request whose target and query stand in `bytes`, and whose host stands in `window`.
    @inline(__always)
    mutating func add(_ request: borrowing LocatedRequest, in bytes: RawSpan, window: RawSpan) {
        let target = request.target
        let mark = bytes.firstIndex(
            of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: target.lowerBound, to: target.upperBound)
        let query: Range<Int>
        if let field = request.query {
            query = field
        } else if mark < target.upperBound, bytes.byte(at: mark) == UInt8(ascii: "?") {
            query = mark &+ 1..<target.upperBound
        } else {
            query = target.upperBound..<target.upperBound
        }
        var isTagged = false
        if query.lowerBound < query.upperBound, bytes.byte(at: query.lowerBound) != UInt8(ascii: "#") {
            tally.requests.withQuery &+= 1
            scanner.scan(bytes, from: query.lowerBound, to: query.upperBound, into: &verdicts)
            if !verdicts.present.isEmpty {
                isTagged = verdicts.isTagged
                addParameters(
                    path: target.lowerBound..<mark, host: request.host, time: request.time, isError: request.isError,
                    in: bytes, window: window)
            }
        }
        tally.lines.requests &+= 1
        tally.requests.tagged &+= isTagged ? 1 : 0
        tally.hours.add(request.time.hour, isTagged: isTagged)
    }

    @inline(never)
    private mutating func addParameters(
        path: Range<Int>, host: Range<Int>?, time: RequestTime, isError: Bool, in bytes: RawSpan, window: RawSpan
    ) {
        tally.parameters.add(verdicts)
        tally.requests.outcomes.add(verdicts)
        built.removeAll()
        let link: UInt32
        if let plain = LinkLocator.locate(bytes, path: path, host: host, window: window, built: &built) {
            link = tally.links.reference(of: bytes, plain)
        } else {
            link = tally.links.reference(of: built, 0..<built.count)
        }
        tally.links[link].add(verdicts)
        if verdicts.hasRejection { addRejections(link: link, in: bytes) }
        let hasReference = verdicts.accepted.contains(.reference)
        if hasReference, !tally.keepsReferences { addReference(in: bytes) }
        if verdicts.isAttributed || (hasReference && tally.keepsReferences) {
            enqueue(time, isError: isError, link: link, in: bytes)
        }
    }

    @inline(__always)
    private mutating func enqueue(_ time: RequestTime, isError: Bool, link: UInt32, in bytes: RawSpan) {
        var entry = PendingRequest()
        let start = keys.count
        RowKey.append(hour: time.hour, link: link, verdicts: verdicts, in: bytes, to: &keys)
        entry.key = start..<keys.count
        entry.hash = tally.rows.hash(keys.bytes, entry.key)
        tally.rows.prefetch(entry.hash)
        entry.isAttributed = verdicts.isAttributed
        entry.isError = isError
        if tally.keepsReferences, verdicts.accepted.contains(.reference) {
            let record = verdicts.records[Int(Parameter.reference.rawValue)]
            RowKey.appendDecoded(record.range, in: bytes, to: &keys)
            entry.reference = entry.key.upperBound..<keys.count
            entry.second = time.secondsSinceYearOne
            entry.line = place.line
        }
        pending[pendingCount] = entry
        pendingCount &+= 1
        if pendingCount == Self.batchSize { flush() }
    }

    /// Counts the requests of the batch; called whenever the place changes and before the tally is looked at.
    mutating func flush() {
        for index in 0..<pendingCount { tally.rows.prefetchEntry(pending[index].hash) }
        for index in 0..<pendingCount {
            let entry = pending[index]
            let row = tally.rows.reference(of: keys, entry.key, hash: entry.hash)
            if entry.isAttributed {
                tally.rows[row].hits &+= 1
                tally.rows[row].errors &+= entry.isError ? 1 : 0
            }
            if !entry.reference.isEmpty {
                var first = place
                first.line = entry.line
                let touch = ReferenceTouch(hits: 1, second: entry.second, place: first, row: row)
                tally.references[tally.references.reference(of: keys, entry.reference)].merge(touch)
            }
        }
        pendingCount = 0
        keys.removeAll()
    }

    @inline(never)
    private mutating func addRejections(link: UInt32, in bytes: RawSpan) {
        for parameter in Parameter.allCases {
            guard let record = verdicts.record(of: parameter), let reason = record.rejection else { continue }
            built.removeAll()
            let kept = record.range.prefix(RejectionKey.valueLimit)
            RejectionKey.append(link: link, parameter, reason, in: bytes, value: kept, to: &built)
            let entry = tally.rejections.reference(of: built, 0..<built.count)
            tally.rejections[entry].hits &+= 1
            if place < tally.rejections[entry].example { tally.rejections[entry].example = place }
        }
    }

    @inline(__always)
    private mutating func addReference(in bytes: RawSpan) {
        let record = verdicts.records[Int(Parameter.reference.rawValue)]
        if record.isEscaped {
            built.removeAll()
            RowKey.appendDecoded(record.range, in: bytes, to: &built)
            tally.referenceCounter.add(built)
        } else {
            tally.referenceCounter.add(bytes, record.range)
        }
    }
}
