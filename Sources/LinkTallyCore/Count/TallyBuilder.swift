/// Builds a tally from counts that were stored: they come one by one, in any order, and take bounded memory.
///
/// As in a run over logs, what comes in is gathered, and only the sum folds.
package struct TallyBuilder: ~Copyable {
    private var gathered: Tally
    private var sum: Tally
    private var key = ScratchBuffer(capacity: 4096)
    /// Lengths of the values of the row that is being added.
    private var lengths: UInt64 = 0
    private let memory: MemoryPlan

    /// A builder of a tally that takes no more than its part of `memory`, whose rows tell requests apart by `dimensions`.
    package init(_ memory: MemoryPlan, dimensions: RowDimensions = .all) {
        let seed = HashSeed.random()
        let kind = Tally.Kind.rows(dimensions)
        gathered = Tally(kind, seed: seed)
        sum = Tally(kind.sum, seed: seed)
        self.memory = memory
    }

    /// Adds the balance of lines.
    package mutating func add(_ lines: LineCounts) { sum.lines += lines }

    /// Adds the requests of an hour: `requests` by what they have, `hits` of them.
    package mutating func add(
        _ hour: UTCHour, hits: UInt64, _ requests: RequestCounts, _ parameters: ParameterTable
    ) {
        var counts = HourCounts()
        counts.requests = hits
        counts.tagged = requests.tagged
        counts.withQuery = requests.withQuery
        counts.withRejection = requests.outcomes.withRejection
        counts.lostAttribution = requests.outcomes.lostAttribution
        gathered.hours.add(hour, counts)
        sum.requests += requests
        sum.parameters += parameters
    }

    /// Adds outcomes of a link. O(link).
    package mutating func add(_ outcomes: Outcomes, ofLink link: RawSpan) {
        gathered.links[gathered.links.reference(of: link, 0..<link.byteCount)] += outcomes
        makeRoom()
    }

    /// Begins an attribution row, whose five values come next. O(link).
    package mutating func beginRow(_ hour: UTCHour, link: RawSpan) {
        let dimensions = gathered.rowDimensions
        let number = gathered.links.reference(of: link, 0..<link.byteCount) & dimensions.linkMask
        key.removeAll()
        key.append(word: hour.keyWord & dimensions.hourMask | UInt64(number) << 32)
        key.append(word: 0)
        lengths = 0
    }

    /// The next value of the row: all five come in the order of `Parameter.utmCodes`. An accepted value, or nothing.
    /// O(value).
    package mutating func append(_ value: RawSpan, of parameter: Parameter) {
        guard gathered.rowDimensions.codes.contains(parameter) else { return }
        lengths |= UInt64(min(value.byteCount, parameter.limit)) << (8 * UInt64(parameter.rawValue))
        key.append(value, 0..<min(value.byteCount, parameter.limit))
    }

    /// Adds the row. O(row).
    ///
    /// - Parameter withRejection: How many of the hits lost a value; nil where that was not kept.
    package mutating func endRow(hits: UInt64, errors: UInt64, withRejection: UInt64?) {
        key.replace(word: lengths, at: RowKey.lengthsOffset)
        let row = gathered.rows.reference(of: key, 0..<key.count)
        gathered.rows[row] += RowCounts(hits: hits, errors: errors, withRejection: withRejection ?? 0)
        if withRejection == nil { sum.lacksRowLosses = true }
        makeRoom()
    }

    /// Adds a rejection. O(link + value).
    package mutating func add(
        _ hits: UInt64, _ parameter: Parameter, _ reason: RejectionReason, value: RawSpan, link: RawSpan,
        example: LinePlace
    ) {
        let number = gathered.links.reference(of: link, 0..<link.byteCount)
        key.removeAll()
        RejectionKey.append(link: number, parameter, reason, in: value, value: 0..<value.byteCount, to: &key)
        let entry = gathered.rejections.reference(of: key, 0..<key.count)
        gathered.rejections[entry] += RejectionCounts(hits: hits, example: example)
        makeRoom()
    }

    /// Adds an accepted reference to those that are told apart. O(reference).
    package mutating func add(reference: RawSpan) {
        sum.referenceCounter.add(reference, 0..<reference.byteCount)
    }

    /// The sum of all that was added.
    package consuming func finish() -> Tally {
        sum.merge(&gathered)
        sum.keepsNearMisses = false
        sum.fold(toFit: memory.sum(listsReferences: false))
        return sum
    }

    private mutating func makeRoom() {
        guard gathered.foldableByteCount > memory.gathered else { return }
        sum.merge(&gathered)
        gathered.removeAll()
        sum.fold(toFit: memory.sum(listsReferences: false))
    }
}
