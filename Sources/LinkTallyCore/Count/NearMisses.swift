/// Names that are nearly one of the six, and names behind what does not separate, as `LinkCheck` finds them in queries that
/// count: hits, and the first line, of each.
///
/// The names are strangers' bytes. Beyond `limit` distinct ones none is told apart any more, only what was meant: so the table
/// is bounded, and it is the same in whatever order counts come together.
struct NearMisses: ~Copyable, Sendable {
    static let limit = 1_000
    /// Bytes of a name that are kept.
    static let nameLimit = 64
    /// Bytes before the name in a key: the parameter.
    static let headerSize = 1

    private(set) var table: ByteTable<RejectionCounts>
    /// Whether names are not told apart any more.
    private(set) var isFolded = false

    init(seed: HashSeed) { table = ByteTable(bits: 2, seed: seed, initial: RejectionCounts()) }

    /// Counts a finding in a request of the line `place`; `key` is room for it, what it had is forgotten. O(name).
    mutating func add(
        _ finding: LinkFinding, in bytes: RawSpan, at place: LinePlace, key: inout ScratchBuffer
    ) {
        key.removeAll()
        key.append(finding.parameter.rawValue)
        UTF8Repair.append(bytes, finding.name(in: bytes).prefix(Self.nameLimit), to: &key)
        add(key.bytes, RejectionCounts(hits: 1, example: place))
    }

    /// Adds all of `other`. O(entries of other).
    mutating func merge(_ other: borrowing NearMisses) {
        if other.isFolded { fold() }
        other.table.forEachEntry { key, counts in add(key, counts) }
    }

    /// Forgets all, keeps the memory.
    mutating func removeAll() {
        table.removeAll()
        isFolded = false
    }

    private mutating func add(_ key: RawSpan, _ counts: RejectionCounts) {
        if !isFolded, table.count >= Self.limit, !table.contains(key, 0..<key.byteCount) { fold() }
        table[table.reference(of: key, 0..<(isFolded ? Self.headerSize : key.byteCount))] += counts
    }

    private mutating func fold() {
        guard !isFolded else { return }
        isFolded = true
        var whole = ByteTable(bits: 4, seed: table.seed, initial: RejectionCounts())
        table.forEachEntry { key, counts in whole[whole.reference(of: key, 0..<Self.headerSize)] += counts }
        table = whole
    }
}

extension Summary {
    /// Requests' names that are nearly one of the six; nil where the counts come from a store, which does not keep them.
    package var nearMissCount: UInt64? {
        guard tally.keepsNearMisses else { return nil }
        var sum: UInt64 = 0
        tally.nearMisses.table.forEachEntry { _, counts in sum += counts.hits }
        return sum
    }

    /// Calls `body` with each name that is nearly one of the six, most hits first, then by what was meant and name; at most
    /// `limit` of them. O(names * log names).
    package func forEachNearMiss<Failure: Error>(
        limit: Int? = nil, _ body: (borrowing NearMissRow) throws(Failure) -> Void
    ) throws(Failure) {
        for reference in tally.nearMisses.table.ranked(limit, by: { $0.hits }) {
            let counts = tally.nearMisses.table[reference]
            try body(
                NearMissRow(
                    key: tally.nearMisses.table.key(reference), counts: counts,
                    line: places.line(of: counts.example)))
        }
    }
}

/// A name that is nearly one of the six, lent for the time of a call.
package struct NearMissRow: ~Escapable {
    /// As it stands in the log, with what is wrong in front of it (`;utm_medium`): at most 64 bytes of it, valid UTF-8. Empty
    /// where names are not told apart.
    package let name: RawSpan
    /// What was meant.
    package let parameter: Parameter
    package let hits: UInt64
    /// Index of the input of the first line that has it.
    package let exampleInput: Int
    /// That line, from 1.
    package let exampleLine: Int

    /// Whether it stands for all names that were meant for the parameter.
    package var isFolded: Bool { name.isEmpty }

    @_lifetime(copy key)
    init(key: RawSpan, counts: RejectionCounts, line: Int) {
        guard let parameter = Parameter(rawValue: key.byte(at: 0)) else { preconditionFailure("a key of no parameter") }
        self.parameter = parameter
        name = key.extracting(NearMisses.headerSize..<key.byteCount)
        hits = counts.hits
        exampleInput = Int(counts.example.input)
        exampleLine = line
    }
}
