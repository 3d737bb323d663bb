/// How many distinct references there are: exactly up to 100,000, above that by the sketch.
///
/// Whether the figure is an estimate depends on the data alone: a union of more than 100,000 goes over to the sketch
/// whether one worker saw them or several.
struct ReferenceCounter: ~Copyable, Sendable {
    /// Distinct references that are told apart exactly.
    static let exactLimit = 100_000

    private var exact = ReferenceHashes(bits: ReferenceCounter.smallestBits)
    private var sketch: DistinctSketch?
    private let seed: HashSeed

    private static let smallestBits = 10

    init(seed: HashSeed) { self.seed = seed }

    /// Whether `distinct` is an estimate.
    var isEstimate: Bool { sketch != nil }

    /// Bytes of what is kept: the exact references, or the sketch.
    var byteCount: Int { exact.byteCount + (sketch == nil ? 0 : DistinctSketch.byteCount) }

    /// Distinct references so far.
    var distinct: Int { sketch?.estimate() ?? exact.count }

    /// Forgets all references. O(1) where they were many, else O(slots).
    ///
    /// - Parameter estimates: Whether what comes will be merged into more references than are told apart, so that there
    ///   is no need to.
    mutating func removeAll(estimates: Bool) {
        exact.removeAll()
        sketch = estimates ? DistinctSketch() : nil
    }

    /// Adds the bytes of `range`. O(range).
    @inline(__always)
    mutating func add(_ bytes: RawSpan, _ range: Range<Int>) {
        let hash = DistinctSketch.hash(bytes, range)
        if sketch != nil {
            sketch?.add(hash: hash)
        } else {
            addExact(fixed: hash, seeded: bytes.hash(range, seed))
        }
    }

    /// Adds the bytes of `buffer`. O(bytes).
    mutating func add(_ buffer: borrowing ScratchBuffer) { add(buffer.bytes, 0..<buffer.count) }

    /// Adds what `other` has seen, which must then be emptied. O(references of the smaller one).
    mutating func merge(_ other: inout ReferenceCounter) {
        if sketch == nil, other.exact.count > exact.count { swap(&self, &other) }
        if let theirs = other.sketch {
            if sketch == nil { goOver() }
            sketch?.merge(theirs)
        } else {
            if sketch == nil { exact.makeRoom(for: other.exact) }
            other.exact.forEachReference { fixed, seeded in
                if sketch != nil {
                    sketch?.add(hash: fixed)
                } else {
                    addExact(fixed: fixed, seeded: seeded)
                }
            }
        }
    }

    private mutating func addExact(fixed: UInt64, seeded: UInt64) {
        exact.insert(fixed: fixed, seeded: seeded)
        if exact.count > Self.exactLimit { goOver() }
    }

    @inline(never)
    private mutating func goOver() {
        var sketch = DistinctSketch()
        exact.forEachReference { fixed, _ in sketch.add(hash: fixed) }
        self.sketch = sketch
        exact = ReferenceHashes(bits: Self.smallestBits)
    }
}
