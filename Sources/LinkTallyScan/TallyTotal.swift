import LinkTallyCore
import Synchronization

/// Where the workers' tallies meet: each time one is full, and when the work is done.
///
/// A worker's tally is a cache; only the total knows how many distinct values there are, so only it folds.
final class TallyTotal: Sendable {
    private let total = Mutex<Tally?>(nil)
    private let references: ReferenceOverflow?
    private let seed = HashSeed.random()
    /// The kind of a worker's tally.
    private let kind: Tally.Kind
    let memory: MemoryPlan
    /// Bytes that the total may take, references left aside.
    private let limit: Int

    init(_ options: ScanOptions) {
        kind = options.keepsReferences ? .references : .rows(options.rowDimensions)
        let memory = MemoryPlan(maxMemory: options.maxMemory, jobs: options.jobs)
        self.memory = memory
        references = options.makeReferenceStore.map { ReferenceOverflow(limit: memory.references, makeStore: $0) }
        limit = memory.sum(listsReferences: options.keepsReferences)
    }

    /// An empty tally for one worker; all share a seed.
    func makeTally() -> Tally { Tally(kind, seed: seed) }

    /// Adds the counts of `tally`, which must then be emptied. O(entries of the smaller one), and those of the total where
    /// it is folded.
    func add(_ tally: inout Tally) { total.withLock { add(&tally, to: &$0) } }

    /// As `add`, if no other worker is adding; whether it did.
    func addIfFree(_ tally: inout Tally) -> Bool {
        total.withLockIfAvailable { add(&tally, to: &$0) } != nil
    }

    private func add(_ tally: inout Tally, to total: inout Tally?) {
        var sum = total.take() ?? Tally(kind.sum, seed: seed)
        references?.move(from: &tally, ifTotalIsFolded: sum.isFolded)
        if !sum.isFolded, sum.kind == kind, tally.byteCount > sum.byteCount, tally.isUTF8 { swap(&tally, &sum) }
        sum.merge(&tally)
        // Before folding, so that the first request of each reference keeps its link and values.
        references?.move(from: &sum, ifFolding: sum.isFolding(toFit: limit))
        sum.fold(toFit: limit)
        total = consume sum
    }

    /// Where the references are; nil where the sum has them.
    var referenceStore: (any ReferenceStore)? { references?.store }

    /// The sum of all that was added; leaves nothing.
    func take() -> Tally { total.withLock { $0.take() } ?? Tally(kind.sum, seed: seed) }
}
