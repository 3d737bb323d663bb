/// All counts of one worker: lines, requests, parameters, hours, links, attribution rows, rejections, references.
///
/// A worker owns its tally; tallies are merged when the work is done. A key is copied once, when it is first seen.
package struct Tally: ~Copyable, Sendable {
    package internal(set) var lines = LineCounts()
    package internal(set) var requests = RequestCounts()
    package internal(set) var parameters = ParameterTable()
    var hours = HourTable()
    /// Keys: links, in a dated tally `LinkKey`. A link's entry is its number in the keys of rows and rejections.
    var links: ByteTable<Outcomes>
    /// Keys: `RowKey`.
    var rows: ByteTable<RowCounts>
    /// Keys: `RejectionKey`.
    var rejections: ByteTable<RejectionCounts>
    /// Distinct references, where no list of them is kept.
    var referenceCounter: ReferenceCounter
    /// Whether this tally was merged into one that has more references than are told apart.
    var goesOnEstimating = false
    /// Keys: references, where a list of them is kept; in a dated tally `TouchKey`.
    var references: ByteTable<ReferenceTouch>
    /// Whether a list of references is kept.
    package let keepsReferences: Bool
    /// Whether links, rejections and references are counted apart for each hour or second; such a tally is never merged.
    let isDated: Bool
    /// What rows tell requests apart by.
    package let rowDimensions: RowDimensions
    /// Whether a row has the hits of one value of one UTM code, whatever the others were (a marginal): there are as many rows as
    /// distinct values, not as combinations. Such a tally gathers others and counts no request itself.
    package let isMarginal: Bool
    /// Of a dated tally: duplicates by hour.
    var duplicates: [UTCHour: DuplicateCounts] = [:]
    /// What is folded; a tally that only gathers what another one sums up never folds.
    var folding = Folding()
    /// Whether links and raw values are made valid UTF-8 when they are merged into this tally (rule R18).
    private(set) var isUTF8: Bool
    let seed: HashSeed

    /// Whether some values are not told apart any more.
    package var isFolded: Bool { folding.isActive }

    /// An empty tally. All tallies of a run share one seed and the dimensions of their rows.
    ///
    /// - Parameter rowDimensions: What rows tell apart; a tally with a list of references tells all apart, since the row of a
    ///   reference's first request names hour, link and codes.
    package init(
        seed: HashSeed, keepsReferences: Bool, isUTF8: Bool = false, isDated: Bool = false,
        rowDimensions: RowDimensions = .all, isMarginal: Bool = false
    ) {
        let dimensions = keepsReferences || isDated ? .all : rowDimensions
        precondition(!isMarginal || dimensions.areCodes, "a marginal is that of a UTM code")
        self.rowDimensions = dimensions
        self.isMarginal = isMarginal
        self.seed = seed
        self.isUTF8 = isUTF8
        self.keepsReferences = keepsReferences
        self.isDated = isDated
        links = ByteTable(
            bits: 8, seed: seed, initial: Outcomes(), textOffset: isDated ? LinkKey.headerSize : 0)
        rows = ByteTable(bits: 12, seed: seed, initial: RowCounts())
        rejections = ByteTable(
            bits: 8, seed: seed, initial: RejectionCounts(), textOffset: RejectionKey.headerSize)
        referenceCounter = ReferenceCounter(seed: seed)
        references = ByteTable(bits: keepsReferences ? 12 : 2, seed: seed, initial: ReferenceTouch())
    }

    /// An empty tally of the same kind, whose keys may be merged with those of this one. Never dated.
    func empty(isUTF8: Bool) -> Tally {
        Tally(
            seed: seed, keepsReferences: keepsReferences, isUTF8: isUTF8, rowDimensions: rowDimensions,
            isMarginal: isMarginal)
    }

    /// Bytes of all tables.
    package var byteCount: Int {
        foldableByteCount + referenceCounter.byteCount + references.byteCount + duplicates.count * 64
    }

    /// Whether most of the requests that it has rows for are in rows of their own, so that it counts hardly faster than it is merged.
    package var isMostlyNew: Bool {
        2 * UInt64(rows.count) > (keepsReferences ? requests.tagged : requests.outcomes.attributed)
    }

    /// Whether this tally can go on as one whose keys are valid UTF-8, which it then is: no key has a byte above 127. O(1).
    package mutating func becomesUTF8() -> Bool {
        isUTF8 = isUTF8 || !hasHighBytes
        return isUTF8
    }

    /// Forgets all counts and what was folded, keeps the memory. O(slots).
    package mutating func removeAll() {
        isUTF8 = false
        folding = Folding()
        lines = LineCounts()
        requests = RequestCounts()
        parameters = ParameterTable()
        hours = HourTable()
        links.removeAll()
        rows.removeAll()
        rejections.removeAll()
        referenceCounter.removeAll(estimates: goesOnEstimating)
        references.removeAll()
        duplicates.removeAll()
    }

    /// Whether a key may not be UTF-8, so that it cannot be shown as it is.
    var hasHighBytes: Bool { links.hasHighBytes || rejections.hasHighBytes }
}
