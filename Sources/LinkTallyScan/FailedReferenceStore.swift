import LinkTallyCore

/// Stands for a store that could not be made: nothing gets in, and whoever asks is told why.
final class FailedReferenceStore: ReferenceStore {
    let failure: String?

    init(_ failure: String) { self.failure = failure }

    func append(_ body: ((RawSpan, UInt64, RawSpan) -> Void) -> Void) {}
    func readAll(_ body: (RawSpan, UInt64, RawSpan) -> Bool) {}
    func readByHits(limit: Int?, _ body: (RawSpan, UInt64) -> Bool) {}
    var distinct: Int { 0 }
}
