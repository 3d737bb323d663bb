import CByteScan

/// Judges the queries of located requests and counts them into a tally.
///
/// Links and attribution rows are counted in batches: a request's keys are gathered and their slots asked for, and only
/// when the batch is full are the tables probed, so that the memory has had time to answer.
struct RequestCounter: ~Copyable {
    private static let batchSize = 64
    /// Rejected values that end a batch early: those of one more request have room behind them.
    private static let rejectionsLimit = 64 - Parameter.allCases.count
    /// Bytes of keys that end a batch early, so that their offsets fit 32 bits however long links are.
    private static let keysLimit = 1 << 20

    var tally: Tally
    /// Input and segment of the lines that come; their number is added line by line.
    var place = LinePlace(input: 0, segment: 0, line: 0)

    private let scanner = QueryScanner()
    /// Looks at queries in which a name may be nearly one of the six.
    private var check = LinkCheck()
    /// The verdicts of the last query.
    var verdicts = QueryVerdicts()
    private var decoded = ScratchBuffer(capacity: 4096)
    private var keys = ScratchBuffer(capacity: 64 * 1024)
    private var pending = InlineArray<64, PendingRequest>(repeating: PendingRequest())
    private var pendingCount = 0
    private var rejections = InlineArray<64, PendingRejection>(repeating: PendingRejection())
    private var rejectionCount = 0

    init(tally: consuming Tally) { self.tally = tally }

    /// Counts a request whose target and query stand in `unescaped`; its host stands there, too, or in `window`.
    @inline(never)
    mutating func add(_ request: borrowing LocatedRequest, in unescaped: borrowing ScratchBuffer, window: RawSpan) {
        add(request, in: unescaped.bytes, window: request.isHostUnescaped ? unescaped.bytes : window)
    }

    /// Counts a request whose target and query stand in `bytes`, and whose host stands in `window`.
    @inline(__always)
    mutating func add(_ request: borrowing LocatedRequest, in bytes: RawSpan, window: RawSpan) {
        let target = request.target
        let mark = request.endOfPath(in: bytes)
        let query: Range<Int>
        if let field = request.query {
            query = field
        } else if mark < target.upperBound, bytes.byte(at: mark) == UInt8(ascii: "?") {
            query = mark &+ 1..<target.upperBound
        } else {
            query = target.upperBound..<target.upperBound
        }
        let hasQuery = query.lowerBound < query.upperBound && bytes.byte(at: query.lowerBound) != UInt8(ascii: "#")
        if hasQuery {
            scanner.scan(bytes, from: query.lowerBound, to: query.upperBound, into: &verdicts)
            if verdicts.hasSuspect { countNearMisses(bytes, query) }
        }
        addScanned(request, pathEnd: mark, hasQuery: hasQuery, in: bytes, window: window)
    }

    /// Counts the request of a line that the kernel took apart; `verdicts.places` has what it found. O(line).
    @inline(__always)
    mutating func add(_ request: borrowing LocatedRequest, of line: cbs_usual_line, in window: RawSpan) {
        let pathEnd = Int(line.path_end)
        // Of one comparison, since nearly all queries are below: a query that is none is above, too.
        if UInt32(bitPattern: line.query) < UInt32(cbs_query_suspect) {
            verdicts.setClean(ParameterSet(rawValue: UInt8(truncatingIfNeeded: line.query)))
        } else if line.query != Int32(cbs_query_absent) {
            scanRare(line.query, window, pathEnd &+ 1..<request.target.upperBound)
        }
        addScanned(
            request, pathEnd: pathEnd, hasQuery: line.query != Int32(cbs_query_absent), in: window, window: window)
    }

    /// Scans a query that the kernel did not find clean, or one that is, and has a name that may be nearly one of the six.
    @inline(never)
    private mutating func scanRare(_ found: Int32, _ window: RawSpan, _ query: Range<Int>) {
        if found == Int32(cbs_query_unclean) {
            scanner.scan(window, from: query.lowerBound, to: query.upperBound, into: &verdicts)
            if verdicts.hasSuspect { countNearMisses(window, query) }
        } else {
            verdicts.setClean(ParameterSet(rawValue: UInt8(truncatingIfNeeded: found & (Int32(cbs_query_suspect) - 1))))
            countNearMisses(window, query)
        }
    }

    /// Counts names in a query that are nearly one of the six. A store has no table for them. O(query).
    @inline(never)
    private mutating func countNearMisses(_ bytes: RawSpan, _ query: Range<Int>) {
        verdicts.hasSuspect = false
        guard !tally.isDated else { return }
        check.findNames(bytes, inQuery: query)
        for finding in check.findings where finding.isName {
            tally.nearMisses.add(finding, in: bytes, at: place, key: &decoded)
        }
    }

    /// Counts a request whose query, if it has one, was scanned.
    @inline(__always)
    private mutating func addScanned(
        _ request: borrowing LocatedRequest, pathEnd: Int, hasQuery: Bool, in bytes: RawSpan, window: RawSpan
    ) {
        var isTagged = false
        if hasQuery {
            tally.requests.withQuery &+= 1
            if !verdicts.present.isEmpty {
                isTagged = verdicts.isTagged
                addParameters(
                    path: request.target.lowerBound..<pathEnd, host: request.host, time: request.time,
                    isError: request.isError, in: bytes, window: window)
            }
        }
        tally.lines.requests &+= 1
        tally.requests.tagged &+= isTagged ? 1 : 0
        tally.hours.add(request.time.hour, isTagged: isTagged, hasQuery: hasQuery)
    }

    @inline(never)
    private mutating func addParameters(
        path: Range<Int>, host: Range<Int>?, time: RequestTime, isError: Bool, in bytes: RawSpan, window: RawSpan
    ) {
        var entry = PendingRequest()
        entry.outcome = verdicts.outcome
        if verdicts.present == verdicts.accepted, !verdicts.hasDuplicates {
            tally.parameters.addClean(verdicts.present)
        } else {
            tally.parameters.addEach(verdicts)
        }
        tally.requests.outcomes.add(entry.outcome)
        appendLink(path: path, host: host, hour: time.hour, in: bytes, window: window, &entry)
        tally.links.prefetch(entry.hash)
        let hasReference = verdicts.accepted.contains(.reference)
        if hasReference, !tally.keepsReferences { countReference(in: bytes) }
        if entry.outcome.isAttributed || (hasReference && tally.keepsReferences) {
            let start = keys.count
            appendRowKey(hour: time.hour.keyWord & tally.rowDimensions.hourMask, in: bytes)
            entry.keyLength = UInt32(truncatingIfNeeded: keys.count &- start)
            entry.isError = isError
            if hasReference, tally.keepsReferences {
                if tally.isDated { TouchKey.appendHeader(second: time.secondsSinceYearOne, to: &keys) }
                Self.append(decoded: acceptedReference.range, in: bytes, to: &keys)
                entry.referenceLength = UInt32(truncatingIfNeeded: keys.count &- entry.key.upperBound)
                entry.second = time.secondsSinceYearOne
                entry.line = place.line
            }
        }
        if entry.outcome.hasRejection {
            tally.hours.addLoss(time.hour, entry.outcome)
            appendRejections(in: bytes)
        }
        pending[pendingCount] = entry
        pendingCount &+= 1
        if pendingCount == Self.batchSize || rejectionCount > Self.rejectionsLimit || keys.count > Self.keysLimit {
            flush()
        }
    }

    /// Appends the key of the request's link, and sets its length and hash. O(link).
    @inline(__always)
    private mutating func appendLink(
        path: Range<Int>, host: Range<Int>?, hour: UTCHour, in bytes: RawSpan, window: RawSpan,
        _ entry: inout PendingRequest
    ) {
        entry.start = UInt32(truncatingIfNeeded: keys.count)
        if tally.isDated { appendDate(hour) }
        let plain = LinkLocator.locate(bytes, path: path, host: host, window: window, built: &keys)
        guard let plain, !tally.isDated else {
            if let plain { keys.append(bytes, plain) }
            entry.linkLength = UInt32(truncatingIfNeeded: keys.count) &- entry.start
            entry.hash = tally.links.hash(keys.bytes, entry.link)
            return
        }
        // Of the log's bytes: a processor would wait for those that it has just written.
        entry.hash = tally.links.hash(bytes, plain)
        keys.append(bytes, plain)
        entry.linkLength = UInt32(truncatingIfNeeded: plain.count)
    }

    /// Appends the key of the request's row (`RowKey`), its link still missing. O(values).
    ///
    /// Here, since the verdicts would be copied on their way to another type.
    @inline(__always)
    private mutating func appendRowKey(hour: UInt64, in bytes: RawSpan) {
        var left = verdicts.accepted.rawValue & tally.rowDimensions.codes.rawValue
        guard verdicts.isClean else { return appendRareRowKey(hour: hour, left, in: bytes) }
        keys.reserve(RowKey.bound)
        var end = keys.count &+ RowKey.headerSize
        var lengths: UInt64 = 0
        while left != 0 {
            let index = left.trailingZeroBitCount
            // Word by word, as the kernel wrote them: a copy of all would wait until they are stored.
            let place = verdicts.places[index & 7]
            let length = Int(truncatingIfNeeded: place &>> 32)
            keys.write(bytes, from: Int(truncatingIfNeeded: place & 0xFFFF_FFFF), count: length, at: end)
            lengths |= UInt64(truncatingIfNeeded: length) &<< UInt64(8 &* index)
            end &+= length
            left &= left &- 1
        }
        keys.appendWritten(hour, lengths, to: end)
    }

    @inline(never)
    private mutating func appendRareRowKey(hour: UInt64, _ names: UInt8, in bytes: RawSpan) {
        keys.append(word: hour)
        let lengthsOffset = keys.count
        keys.append(word: 0)
        var lengths: UInt64 = 0
        var left = names
        while left != 0 {
            let index = left.trailingZeroBitCount
            let length = verdicts.records[index & 7].decodedLength
            lengths |= UInt64(length) &<< UInt64(8 &* index)
            if verdicts.records[index & 7].isEscaped {
                Self.append(decoded: verdicts.records[index & 7].range, in: bytes, to: &keys)
            } else {
                keys.append(bytes, from: Int(verdicts.records[index & 7].offset), count: Int(length))
            }
            left &= left &- 1
        }
        keys.replace(word: lengths, at: lengthsOffset)
    }

    /// Counts the requests of the batch; called whenever the place changes and before the tally is looked at.
    ///
    /// Each pass asks for the memory that the next one needs.
    mutating func flush() {
        var ready = 0
        let linkMask = tally.rowDimensions.linkMask
        for index in 0..<pendingCount { pending[index].likely = tally.links.prefetchEntry(pending[index].hash) }
        for index in 0..<pendingCount {
            let link = tally.links.reference(
                of: keys, pending[index].link, hash: pending[index].hash, likely: pending[index].likely)
            tally.links[link].add(pending[index].outcome)
            while ready < rejectionCount, rejections[ready].request == UInt32(truncatingIfNeeded: index) {
                prepareRejection(ready, of: link)
                ready &+= 1
            }
            guard pending[index].keyLength > 0 else { continue }
            let key = pending[index].key
            // One word: the hash reads it as one, and a processor would wait for two parts of it.
            keys.replace(
                word: keys.bytes.word64(at: key.lowerBound) | UInt64(link & linkMask) &<< 32, at: key.lowerBound)
            let hash = tally.rows.hash(keys.bytes, key)
            pending[index].hash = hash
            tally.rows.prefetch(hash)
        }
        for index in 0..<pendingCount { pending[index].likely = tally.rows.prefetchEntry(pending[index].hash) }
        for index in 0..<rejectionCount {
            rejections[index].likely = tally.rejections.prefetchEntry(rejections[index].hash)
        }
        for index in 0..<pendingCount where pending[index].keyLength > 0 {
            let row = tally.rows.reference(
                of: keys, pending[index].key, hash: pending[index].hash, likely: pending[index].likely)
            if pending[index].outcome.isAttributed {
                tally.rows[row].hits &+= 1
                tally.rows[row].errors &+= pending[index].isError ? 1 : 0
            }
            if pending[index].referenceLength > 0 { countReference(pending[index], row: row) }
        }
        if rejectionCount > 0 { countRejections() }
        pendingCount = 0
        keys.removeAll()
    }

    @inline(__always)
    private mutating func prepareRejection(_ index: Int, of link: UInt32) {
        let key = rejections[index].key
        keys.replace(word: keys.bytes.word64(at: key.lowerBound) | UInt64(link), at: key.lowerBound)
        let hash = tally.rejections.hash(keys.bytes, key)
        rejections[index].hash = hash
        tally.rejections.prefetch(hash)
    }

    @inline(never)
    private mutating func countRejections() {
        var example = place
        var last = UInt32.max
        for index in 0..<rejectionCount {
            if rejections[index].request != last {
                last = rejections[index].request
                countLoss(Int(last))
            }
            let entry = tally.rejections.reference(
                of: keys, rejections[index].key, hash: rejections[index].hash, likely: rejections[index].likely)
            tally.rejections[entry].hits &+= 1
            example.line = rejections[index].line
            if example < tally.rejections[entry].example { tally.rejections[entry].example = example }
        }
        rejectionCount = 0
    }

    /// Counts a request of the batch that lost a value for its row, if it has one. Its row is looked up once more, so that
    /// requests that lost nothing, which are nearly all, pay nothing for this.
    private mutating func countLoss(_ index: Int) {
        guard pending[index].outcome.isAttributed else { return }
        let row = tally.rows.reference(
            of: keys, pending[index].key, hash: pending[index].hash, likely: pending[index].likely)
        tally.rows[row].withRejection &+= 1
    }

    private mutating func countReference(_ entry: PendingRequest, row: UInt32) {
        if tally.isDated { keys.replace(word: row, at: entry.reference.lowerBound &+ TouchKey.rowOffset) }
        var first = place
        first.line = entry.line
        let touch = ReferenceTouch(hits: 1, second: entry.second, place: first, row: row)
        tally.references[tally.references.reference(of: keys, entry.reference)].merge(touch)
    }

    /// Begins the key of a link that is counted by hour, and notes the duplicates of the hour.
    @inline(never)
    private mutating func appendDate(_ hour: UTCHour) {
        LinkKey.appendHeader(hour: hour, to: &keys)
        if verdicts.hasDuplicates { tally.duplicates[hour, default: DuplicateCounts()].add(verdicts) }
    }

    /// Gathers the rejected values of the request that is the batch's next.
    @inline(never)
    private mutating func appendRejections(in bytes: RawSpan) {
        for parameter in Parameter.allCases {
            guard let record = verdicts.record(of: parameter), let reason = record.rejection else { continue }
            let start = keys.count
            RejectionKey.append(
                link: 0, parameter, reason, in: bytes, value: record.range.prefix(RejectionKey.valueLimit), to: &keys)
            rejections[rejectionCount] = PendingRejection(
                start: UInt32(truncatingIfNeeded: start), length: UInt32(truncatingIfNeeded: keys.count &- start),
                request: UInt32(truncatingIfNeeded: pendingCount), line: place.line)
            rejectionCount &+= 1
        }
    }

    /// Counts an accepted reference of which no list is kept.
    @inline(__always)
    private mutating func countReference(in bytes: RawSpan) {
        let reference = acceptedReference
        if reference.isEscaped {
            decoded.removeAll()
            Self.append(decoded: reference.range, in: bytes, to: &decoded)
            tally.referenceCounter.add(decoded)
        } else {
            tally.referenceCounter.add(bytes, reference.range)
        }
    }

    /// The record of the accepted reference of the last query. Traps where it has none: what is counted of a request
    /// must not end halfway without a word.
    @inline(__always)
    private var acceptedReference: ValueRecord {
        guard let record = verdicts.record(of: .reference) else {
            preconditionFailure("an accepted value has a record")
        }
        return record
    }

    /// Appends a value with its escapes undone. O(range).
    @inline(never)
    private static func append(decoded range: Range<Int>, in bytes: RawSpan, to target: inout ScratchBuffer) {
        var decoder = FormDecoder(range)
        while let byte = decoder.next(in: bytes) { target.append(byte) }
    }
}
