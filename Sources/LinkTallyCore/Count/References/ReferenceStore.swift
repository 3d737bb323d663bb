/// Where references are put that memory has no room for: appended in any order, read sorted.
///
/// A store that cannot go on remembers why and does nothing more; whoever shows what it has must ask for `failure`.
package protocol ReferenceStore: AnyObject, Sendable {
    /// Appends what `body` hands over: references with their hits and a record that only the core reads. Equal references may
    /// come again and again. One caller at a time.
    func append(_ body: ((_ reference: RawSpan, _ hits: UInt64, _ record: RawSpan) -> Void) -> Void)

    /// Lends all that was appended, by reference ascending, bytewise, equal ones side by side, until `body` says false.
    /// O(entries * log entries).
    func readAll(_ body: (_ reference: RawSpan, _ hits: UInt64, _ record: RawSpan) -> Bool)

    /// Lends each reference once with the sum of its hits, most hits first, then by reference, until `body` says false.
    /// O(entries * log entries).
    func readByHits(limit: Int?, _ body: (_ reference: RawSpan, _ hits: UInt64) -> Bool)

    /// Distinct references. O(entries * log entries) the first time.
    var distinct: Int { get }

    /// Why what was appended or read is not whole; nil where it is.
    var failure: String? { get }
}
