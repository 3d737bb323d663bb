import LinkTallyCore
import Synchronization

/// Where the workers' tallies meet: each time one is full, and when the work is done.
///
/// A worker's tally is a cache; only the total knows how many distinct values there are, so only it folds.
final class TallyTotal: Sendable {
    private let total = Mutex<Tally?>(nil)
    private let references: ReferenceOverflow?
    private let seed = HashSeed.random()
    private let keepsReferences: Bool
    private let rowDimensions: RowDimensions
    /// Bytes that the total may take, references left aside.
    private let limit: Int
    /// Bytes at which a worker's tally is full.
    let workerLimit: Int

    init(_ options: ScanOptions) {
        let (maxMemory, jobs) = (options.maxMemory, options.jobs)
        keepsReferences = options.keepsReferences
        rowDimensions = options.rowDimensions
        references = options.makeReferenceStore.map { ReferenceOverflow(limit: maxMemory / 8, makeStore: $0) }
        // Folding counts and copies, so that it needs as much again as the total takes. A worker's share can be small: what it
        // gathers again and again is known to the total after its first round.
        limit = maxMemory / 16 * (keepsReferences ? 5 : 7)
        workerLimit = max(maxMemory / 32 / max(jobs, 2), Self.smallestWorkerLimit)
    }

    /// Below this a worker would be busy with handing over.
    static let smallestWorkerLimit = 256 << 10

    /// An empty tally for one worker; all share a seed.
    func makeTally() -> Tally {
        Tally(seed: seed, keepsReferences: keepsReferences, rowDimensions: rowDimensions)
    }

    /// Adds the counts of `tally`, which must then be emptied. O(entries of the smaller one), and those of the total where
    /// it is folded.
    func add(_ tally: inout Tally) { total.withLock { add(&tally, to: &$0) } }

    /// As `add`, if no other worker is adding; whether it did.
    func addIfFree(_ tally: inout Tally) -> Bool {
        total.withLockIfAvailable { add(&tally, to: &$0) } != nil
    }

    private func add(_ tally: inout Tally, to total: inout Tally?) {
        var sum = total.take() ?? makeTotal()
        references?.move(from: &tally, ifTotalIsFolded: sum.isFolded)
        if !sum.isFolded, !sum.isMarginal, tally.byteCount > sum.byteCount, tally.becomesUTF8() { swap(&tally, &sum) }
        sum.merge(&tally)
        // Before folding, so that the first request of each reference keeps its link and values.
        references?.move(from: &sum, ifFolding: sum.isFolding(toFit: limit))
        sum.fold(toFit: limit)
        total = consume sum
    }

    /// Where the references are; nil where the sum has them.
    var referenceStore: (any ReferenceStore)? { references?.store }

    /// The sum of all that was added; leaves nothing.
    func take() -> Tally { total.withLock { $0.take() } ?? makeTotal() }

    private func makeTotal() -> Tally {
        // Of reports that show each code by itself, combinations would only take room.
        Tally(
            seed: seed, keepsReferences: keepsReferences, isUTF8: true, rowDimensions: rowDimensions,
            isMarginal: rowDimensions.areCodes && !keepsReferences)
    }
}
