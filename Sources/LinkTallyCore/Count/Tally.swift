/// All counts of one worker: lines, requests, parameters, hours, links, attribution rows, rejections, references.
///
/// A worker owns its tally; tallies are merged when the work is done. A key is copied once, when it is first seen.
package struct Tally: ~Copyable, Sendable {
    /// The kinds of tally that there are.
    package enum Kind: Sendable, Equatable {
        /// A row for each combination of these dimensions; references are counted, and none is listed.
        case rows(RowDimensions)
        /// The sum of tallies of rows where it is shown by each of these UTM codes alone: `Marginals` instead of rows,
        /// which would only take room. Counts no request itself.
        case marginals(ParameterSet)
        /// Rows that tell all dimensions apart, and a list of references, each with the row of its first request.
        case references
        /// Rows and references as a store keeps them: links and rejections are told apart by hour, references by
        /// second, link and codes, too. Is never merged.
        case dated

        /// The kind of the sum of such tallies.
        package var sum: Kind {
            guard case .rows(let dimensions) = self, dimensions.areCodes else { return self }
            return .marginals(dimensions.codes)
        }
    }

    package let kind: Kind
    /// What rows tell requests apart by; as the next two it follows from the kind, and is asked for at each request.
    package let rowDimensions: RowDimensions
    /// Whether a list of references is kept.
    package let keepsReferences: Bool
    let isDated: Bool
    let seed: HashSeed

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
    /// Names that are nearly one of the six; a dated tally counts none.
    var nearMisses: NearMisses
    /// Whether all near misses are counted; a store has none.
    var keepsNearMisses = true
    /// Distinct references, where no list of them is kept.
    var referenceCounter: ReferenceCounter
    /// Whether this tally was merged into one that has more references than are told apart.
    var goesOnEstimating = false
    /// Keys: references, where a list of them is kept; in a dated tally `TouchKey`.
    var references: ByteTable<ReferenceTouch>
    /// Instead of rows, in a tally of marginals.
    var marginals: Marginals
    /// Of a dated tally: duplicates by hour.
    var duplicates: [UTCHour: DuplicateCounts] = [:]
    /// What is folded; a tally that only gathers what another one sums up never folds.
    var folding = Folding()
    /// Whether some rows come from a store that did not keep how many of their hits lost a value.
    var lacksRowLosses = false
    /// Whether links and raw values were made valid UTF-8 on their way here (rule R18).
    var isRepaired = false

    /// An empty tally. All tallies of a run share one seed.
    package init(_ kind: Kind, seed: HashSeed) {
        self.kind = kind
        self.seed = seed
        var codes: ParameterSet = []
        switch kind {
        case .rows(let dimensions): (rowDimensions, keepsReferences) = (dimensions, false)
        case .marginals(let all):
            codes = all.intersection(.utmCodes)
            (rowDimensions, keepsReferences) = (RowDimensions(codes: codes), false)
        case .references, .dated: (rowDimensions, keepsReferences) = (.all, true)
        }
        isDated = kind == .dated
        links = ByteTable(
            bits: 8, seed: seed, initial: Outcomes(), textOffset: isDated ? LinkKey.headerSize : 0)
        rows = ByteTable(bits: codes.isEmpty ? 12 : 2, seed: seed, initial: RowCounts())
        rejections = ByteTable(
            bits: 8, seed: seed, initial: RejectionCounts(), textOffset: RejectionKey.headerSize)
        nearMisses = NearMisses(seed: seed)
        referenceCounter = ReferenceCounter(seed: seed)
        references = ByteTable(bits: keepsReferences ? 12 : 2, seed: seed, initial: ReferenceTouch())
        marginals = Marginals(of: codes, seed: seed)
    }

    /// Bytes of what may be folded.
    var foldableByteCount: Int {
        links.byteCount + rows.byteCount + marginals.byteCount + rejections.byteCount + hours.byteCount
    }

    /// Bytes of all tables.
    package var byteCount: Int {
        foldableByteCount + nearMisses.table.byteCount + referenceCounter.byteCount + references.byteCount + duplicates
            .count * 64
    }

    /// Bytes of the references of which a list is kept.
    package var referenceByteCount: Int { keepsReferences ? references.byteCount : 0 }

    /// Whether most of the requests that it has rows for are in rows of their own, so that it counts hardly faster than
    /// it is merged.
    package var isMostlyNew: Bool {
        2 * UInt64(rows.count) > (keepsReferences ? requests.tagged : requests.outcomes.attributed)
    }

    /// Whether some values are not told apart any more.
    package var isFolded: Bool { folding.isActive }

    /// Whether a key may not be UTF-8, so that it cannot be shown as it is.
    var hasHighBytes: Bool { links.hasHighBytes || rejections.hasHighBytes }

    /// Whether all links and raw values are valid UTF-8 (rule R18), as far as can be told in O(1).
    package var isUTF8: Bool { isRepaired || !hasHighBytes }

    /// Forgets all counts and what was folded, keeps the memory. O(slots).
    package mutating func removeAll() {
        isRepaired = false
        lacksRowLosses = false
        folding = Folding()
        lines = LineCounts()
        requests = RequestCounts()
        parameters = ParameterTable()
        hours = HourTable()
        links.removeAll()
        rows.removeAll()
        marginals.removeAll()
        rejections.removeAll()
        nearMisses.removeAll()
        referenceCounter.removeAll(estimates: goesOnEstimating)
        references.removeAll()
        duplicates.removeAll()
    }
}
