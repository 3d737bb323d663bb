/// How many distinct references there are: exactly up to 100,000, above that by the sketch.
///
/// Whether the figure is an estimate depends on the data alone: a union of more than 100,000 goes over to the sketch
/// whether one worker saw them or several.
struct ReferenceCounter: ~Copyable, Sendable {
    /// Distinct references that are told apart exactly.
    static let exactLimit = 100_000

    private var exact: ByteTable<NoCounters>
    private var sketch: DistinctSketch?
    private let seed: HashSeed

    init(seed: HashSeed) {
        self.seed = seed
        exact = ByteTable(bits: 10, seed: seed, initial: NoCounters())
    }

    /// Whether `distinct` is an estimate.
    var isEstimate: Bool { sketch != nil }

    /// Bytes of what is kept: the exact references, or the sketch.
    var byteCount: Int { exact.byteCount + (sketch == nil ? 0 : DistinctSketch.byteCount) }

    /// Distinct references so far.
    var distinct: Int { sketch?.estimate() ?? exact.count }

    /// Forgets all references. O(1) where they were many, else O(slots).
    ///
    /// - Parameter estimates: Whether what comes will be merged into more references than are told apart, so that there is
    ///   no need to.
    mutating func removeAll(estimates: Bool) {
        exact.removeAll()
        sketch = estimates ? DistinctSketch() : nil
    }

    /// Adds the bytes of `range`. O(range).
    @inline(__always)
    mutating func add(_ bytes: RawSpan, _ range: Range<Int>) {
        if sketch != nil {
            sketch?.add(bytes, range)
        } else {
            addExact(bytes, range)
        }
    }

    /// Adds the bytes of `buffer`. O(bytes).
    mutating func add(_ buffer: borrowing ScratchBuffer) { add(buffer.bytes, 0..<buffer.count) }

    /// Adds what `other` has seen.
    mutating func merge(_ other: borrowing ReferenceCounter) {
        if let theirs = other.sketch {
            if sketch == nil { goOver() }
            sketch?.merge(theirs)
        } else {
            other.exact.forEachEntry { key, _ in add(key, 0..<key.byteCount) }
        }
    }

    @inline(never)
    private mutating func addExact(_ bytes: RawSpan, _ range: Range<Int>) {
        _ = exact.reference(of: bytes, range)
        if exact.count > Self.exactLimit { goOver() }
    }

    private mutating func goOver() {
        var sketch = DistinctSketch()
        exact.forEachEntry { key, _ in sketch.add(key, 0..<key.byteCount) }
        self.sketch = sketch
        exact = ByteTable(bits: 4, seed: seed, initial: NoCounters())
    }
}
