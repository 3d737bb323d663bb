import LinkTallyCore
import Synchronization

/// Where the workers' tallies meet when their work is done.
final class TallyTotal: Sendable {
    private let total = Mutex<Tally?>(nil)
    private let seed = HashSeed.random()
    private let keepsReferences: Bool

    init(keepsReferences: Bool) { self.keepsReferences = keepsReferences }

    /// An empty tally for one worker; all share a seed.
    func makeTally() -> Tally { Tally(seed: seed, keepsReferences: keepsReferences) }

    /// Adds what a worker counted. O(entries of the smaller one).
    func add(_ tally: consuming sending Tally) {
        var other: Tally? = consume tally
        total.withLock { total in
            guard var addend = other.take() else { return }
            guard var sum = total.take() else {
                total = consume addend
                return
            }
            if addend.byteCount > sum.byteCount { swap(&addend, &sum) }
            sum.merge(&addend)
            total = consume sum
        }
    }

    /// The sum of all that was added; leaves nothing.
    func take() -> Tally { total.withLock { $0.take() } ?? makeTally() }
}
