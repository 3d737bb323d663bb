/// What a run counted, in the order in which it is shown: the one thing that renderers and stores see.
///
/// Keys are valid UTF-8 (rule R18). Lists are walked from the tables' own memory; nothing is copied per row.
package struct Summary: ~Copyable {
    /// In the order given.
    package let inputs: [InputSummary]
    let tally: Tally
    let places: LinePlaces
    let stored: StoredReferences?

    /// The summary of a run. O(entries) where a key is not UTF-8 or something is folded, else O(1).
    ///
    /// - Parameter references: Where the list of references is, if memory had no room for it.
    package init(
        _ tally: consuming Tally, inputs: [InputSummary], places: LinePlaces, references: (any ReferenceStore)? = nil
    ) {
        stored = references.map { StoredReferences(store: $0) }
        self.tally = tally.repaired()
        folded = self.tally.folded
        self.inputs = inputs
        self.places = places
    }

    /// The balance of lines.
    package var lines: LineCounts { tally.lines }
    /// Requests by what their query has, and the outcomes overall.
    package var requests: RequestCounts { tally.requests }
    /// Whether rows and values say how many of their hits lost a value; a store that was begun by an older version may not.
    package var knowsRowLosses: Bool { !tally.lacksRowLosses }
    /// Occurrences by parameter and verdict.
    package var parameters: ParameterTable { tally.parameters }
    /// What counts as `(other)` in each folded dimension; empty where all is told apart.
    package let folded: [(dimension: Dimension, hits: UInt64)]
    /// Requests by hour, in order, the other hours and the unknown one last.
    package var hours: [(hour: UTCHour, counts: HourCounts)] { tally.hours.sorted() }
    /// Distinct accepted references.
    package var distinctReferences: Int {
        if let stored { return stored.store.distinct }
        if tally.keepsReferences { return tally.references.count }
        // An estimate may be too high; there are never more than there were occurrences.
        return min(tally.referenceCounter.distinct, Int(tally.parameters[.reference].accepted))
    }
    /// Whether `distinctReferences` is an estimate (more than 100,000, and no list is kept).
    package var isReferenceCountEstimate: Bool { !tally.keepsReferences && tally.referenceCounter.isEstimate }
    /// Whether there is a list of references.
    package var keepsReferences: Bool { tally.keepsReferences }

    /// Why the list of references is not whole, if it is not. To be asked when it was read.
    package var referencesFailure: String? { stored?.store.failure }

    /// Rejected values over all links. O(rejection rows).
    package func rejectedValues() -> RejectedValueList { RejectedValueList(tally) }

    /// Accepted values of a UTM code with their hits. Traps for a code that the rows do not tell apart. O(rows).
    package func values(of parameter: Parameter) -> ValueList { ValueList(tally, parameter, stored?.store) }
}

/// One input as the report lists it.
package struct InputSummary: Sendable {
    /// The name as given, `-` for stdin; made valid UTF-8.
    package var name: String
    /// `plain`, `gzip`, `zstd`, `bzip2`, `xz` or `lz4`; nil where it is unknown because nothing could be read.
    package var container: String?
    /// The format's name; nil where none was named or recognised.
    package var format: String?
    /// Decoded bytes.
    package var bytes: Int
    /// Lines that were counted.
    package var lines: Int
    /// An error code of the schema, or nil.
    package var error: String?
    /// A warning code of the schema, or nil.
    package var warning: String?

    package init(
        name: String, container: String? = nil, format: String? = nil, bytes: Int = 0, lines: Int = 0,
        error: String? = nil, warning: String? = nil
    ) {
        self.name = name
        self.container = container
        self.format = format
        self.bytes = bytes
        self.lines = lines
        self.error = error
        self.warning = warning
    }
}
