/// What counts are told apart by and what may be folded: beyond the memory bound, all but the most frequent values of a
/// dimension count as one, `(other)`.
package enum Dimension: UInt8, CaseIterable, Sendable {
    case source, medium, campaign, term, content, link, rejectedValue, hour

    /// The name in reports.
    package var name: String {
        switch self {
        case .link: "link"
        case .rejectedValue: "value"
        case .hour: "hour"
        default: parameter?.column ?? ""
        }
    }

    /// The UTM code whose values these are, or nil.
    package var parameter: Parameter? { Parameter(rawValue: rawValue).flatMap { $0 == .reference ? nil : $0 } }

    /// The dimension of a UTM code's values.
    package init?(_ parameter: Parameter) {
        guard parameter != .reference else { return nil }
        self.init(rawValue: parameter.rawValue)
    }
}

/// How `(other)` stands in keys, where it can be no value from a log: parentheses are no part of the alphabet of
/// accepted values, and a byte 0xFF is in no link or raw value that was made valid UTF-8.
package enum OtherValue {
    /// As it is shown.
    package static let name = "(other)"
    /// In place of an accepted value.
    static let accepted = Array(name.utf8)
    /// In place of a link or a rejected value.
    static let text = [0xFF] + accepted

    /// Whether an accepted value's place is taken. O(1).
    static func isAccepted(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        !range.isEmpty && bytes.byte(at: range.lowerBound) == accepted[0]
    }

    /// Whether a link's or a rejected value's place is taken. O(1).
    static func isText(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        !range.isEmpty && bytes.byte(at: range.lowerBound) == text[0]
    }

    /// A link or rejected value as it is shown. O(1).
    @_lifetime(copy bytes)
    static func shown(_ bytes: RawSpan) -> RawSpan {
        isText(bytes, 0..<bytes.byteCount) ? bytes.extracting(1..<bytes.byteCount) : bytes
    }
}

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

    /// Tells no more than `values` of `dimension` apart from now on. How many distinct values of a UTM code there are
    /// is estimated then: those seen so far must come by again.
    mutating func fold(_ dimension: Dimension, keeping values: KeptValues) {
        kept[Int(dimension.rawValue)] = values
        guard let parameter = dimension.parameter else { return }
        let index = Int(parameter.rawValue)
        if sketches[index] == nil { sketches[index] = DistinctSketch() }
    }

    /// Whether the value in `range` counts as `(other)`. O(range).
    func folds(_ dimension: Dimension, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard let values = kept[Int(dimension.rawValue)] else { return false }
        return !values.contains(bytes, range)
    }

    /// Appends what the value of a UTM code in `range` counts as, itself or `(other)`; it is noted where the code is
    /// folded. O(range).
    ///
    /// - Returns: The bytes that were appended.
    @discardableResult
    mutating func append(
        _ bytes: RawSpan, _ range: Range<Int>, of parameter: Parameter, to keys: inout ScratchBuffer
    ) -> Int {
        if let dimension = Dimension(parameter), isFolded(dimension), !OtherValue.isAccepted(bytes, range) {
            sketches[Int(parameter.rawValue)]?.add(bytes, range)
            if folds(dimension, bytes, range) {
                keys.append(OtherValue.accepted)
                return OtherValue.accepted.count
            }
        }
        keys.append(bytes, range)
        return range.count
    }

    /// `hour`, or the hour that it counts as. O(1).
    func hour(_ hour: UTCHour) -> UTCHour {
        guard isFolded(.hour), hour != .other else { return hour }
        var key = ScratchBuffer(capacity: 8)
        key.append(word: hour.keyWord)
        return folds(.hour, key.bytes, 0..<key.count) ? .other : hour
    }

    /// The estimated number of distinct values of `parameter`; nil where it is not folded, so that they can be counted.
    func distinct(of parameter: Parameter) -> Int? { sketches[Int(parameter.rawValue)]?.estimate() }
}

/// The values of a folded dimension that are still told apart; no other ever joins them, so that what is counted for
/// one of them is exact.
final class KeptValues: Sendable {
    private let values: ByteTable<NoCounters>

    /// The values of `entries` of `table`.
    init(_ entries: [UInt32], of table: borrowing ByteTable<UInt64>, seed: HashSeed) {
        var values = ByteTable(bits: 4, seed: seed, initial: NoCounters())
        for reference in entries {
            let key = table.key(reference)
            _ = values.reference(of: key, 0..<key.byteCount)
        }
        self.values = values
    }

    /// Whether the bytes of `range` are one of them. O(range).
    func contains(_ bytes: RawSpan, _ range: Range<Int>) -> Bool { values.contains(bytes, range) }
}
