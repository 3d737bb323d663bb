import LinkTallyCore
import Synchronization

/// Where the list of references goes when it is too long for memory. From then on no tally keeps any.
final class ReferenceOverflow: Sendable {
    private let current = Mutex<(any ReferenceStore)?>(nil)
    /// Bytes of references that stay in memory.
    private let limit: Int
    private let makeStore: @Sendable () throws -> any ReferenceStore

    init(limit: Int, makeStore: @escaping @Sendable () throws -> any ReferenceStore) {
        self.limit = limit
        self.makeStore = makeStore
    }

    /// Where the references are; nil where all are in memory.
    var store: (any ReferenceStore)? { current.withLock { $0 } }

    /// Moves the references of `tally`, which go to a total, to the store, if there is one, or if the total has no room for
    /// what their first requests had.
    func move(from tally: inout Tally, ifTotalIsFolded isFolded: Bool) {
        guard tally.referenceByteCount > 0 else { return }
        if let store = isFolded ? begun() : store { tally.moveReferences(to: store) }
    }

    /// Moves the references of `tally` to the store, if they are too many or the tally is about to be folded.
    func move(from tally: inout Tally, ifFolding isFolding: Bool) {
        guard tally.referenceByteCount > limit || (isFolding && tally.referenceByteCount > 0) else { return }
        tally.moveReferences(to: begun())
    }

    private func begun() -> any ReferenceStore {
        current.withLock { current in
            if let current { return current }
            let store: any ReferenceStore
            do { store = try makeStore() } catch { store = FailedReferenceStore("\(error)") }
            current = store
            return store
        }
    }
}

/// Stands for a store that could not be made: nothing gets in, and whoever asks is told why.
final class FailedReferenceStore: ReferenceStore {
    let failure: String?

    init(_ failure: String) { self.failure = failure }

    func append(_ body: ((RawSpan, UInt64, RawSpan) -> Void) -> Void) {}
    func readAll(_ body: (RawSpan, UInt64, RawSpan) -> Bool) {}
    func readByHits(limit: Int?, _ body: (RawSpan, UInt64) -> Bool) {}
    var distinct: Int { 0 }
}
