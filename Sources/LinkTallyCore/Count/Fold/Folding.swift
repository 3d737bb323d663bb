/// Which dimensions of a tally are folded, and what is left of them.
struct Folding: Sendable {
    private var kept = [KeptValues?](repeating: nil, count: Dimension.allCases.count)
    /// Of folded UTM codes: all values that were seen.
    private var sketches = [DistinctSketch?](repeating: nil, count: Parameter.allCases.count)

    init() {}

    /// Whether any dimension is folded.
    var isActive: Bool { kept.contains { $0 != nil } }

    /// Whether `dimension` is folded.
    func isFolded(_ dimension: Dimension) -> Bool { kept[Int(dimension.rawValue)] != nil }

    /// Keeps no more than `values` of `dimension` from now on. How many distinct values of a UTM code there are is
    /// estimated then: those seen so far must come by again.
    mutating func close(_ dimension: Dimension, keeping values: KeptValues) {
        kept[Int(dimension.rawValue)] = values
        guard let parameter = dimension.parameter else { return }
        let index = Int(parameter.rawValue)
        if sketches[index] == nil { sketches[index] = DistinctSketch() }
    }

    /// Whether the value in `range` counts as `(other)`. O(range).
    func takes(_ dimension: Dimension, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let values = kept[Int(dimension.rawValue)] else { return false }
        return !values.contains(bytes, range)
    }

    /// Whether the value of a UTM code in `range` counts as `(other)`; it is noted where the code is folded. O(range).
    mutating func takes(_ parameter: Parameter, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let dimension = Dimension(parameter), isFolded(dimension), !OtherValue.isAccepted(bytes, range) else {
            return false
        }
        sketches[Int(parameter.rawValue)]?.add(bytes, range)
        return takes(dimension, bytes, range)
    }

    /// `hour`, or the hour that it counts as. O(1).
    func hour(_ hour: UTCHour) -> UTCHour {
        guard isFolded(.hour), hour != .other else { return hour }
        var key = ScratchBuffer(capacity: 8)
        key.append(word: hour.keyWord)
        return takes(.hour, key.bytes, 0..<key.count) ? .other : hour
    }

    /// The estimated number of distinct values of `parameter`; nil where it is not folded, so that they can be counted.
    func distinct(of parameter: Parameter) -> Int? { sketches[Int(parameter.rawValue)]?.estimate() }
}
