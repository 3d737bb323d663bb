/// The verdicts of one query: six records of fixed size, so that judging a query never allocates.
public struct QueryVerdicts: Sendable {
    /// The names that stand in the query.
    public internal(set) var present: ParameterSet = []
    /// The names whose first value is kept.
    public internal(set) var accepted: ParameterSet = []
    /// Whether a name stands more than once.
    var hasDuplicates = false
    /// Whether `places` says where the values are, and `records` nothing: every name in the query stands once, and its value
    /// is kept as it stands.
    private(set) var isClean = false
    /// Offset, and length in the upper half, of the values of a clean query; valid only where `present` has the parameter.
    var places = InlineArray<8, UInt64>(repeating: 0)
    /// Of a query that is not clean. Valid only where `present` has the parameter: the rest is left over from an earlier query, which saves a reset
    /// of 96 bytes a line. Six are used; eight make an index of three bits one that needs no check.
    var records = InlineArray<8, ValueRecord>(repeating: ValueRecord())

    public init() {}

    /// Makes these the verdicts of a clean query: the names that stand in it; `places` has their values. O(1).
    @inline(__always)
    mutating func setClean(_ names: ParameterSet) {
        present = names
        accepted = names
        hasDuplicates = false
        isClean = true
    }

    /// Makes these the verdicts of an empty query. O(1).
    @inline(__always)
    mutating func removeAll() {
        present = []
        accepted = []
        hasDuplicates = false
        isClean = false
    }

    /// The verdict on `parameter`'s first value. O(1).
    public subscript(parameter: Parameter) -> Verdict {
        guard let record = record(of: parameter) else { return .absent }
        return record.rejection.map(Verdict.rejected) ?? .accepted
    }

    /// Where `parameter`'s first value stands and how it was judged; nil where the name is absent. O(1).
    public func record(of parameter: Parameter) -> ValueRecord? {
        guard present.contains(parameter) else { return nil }
        let index = Int(parameter.rawValue)
        return isClean ? ValueRecord(place: places[index]) : records[index]
    }

    /// Whether at least one value is kept.
    public var isTagged: Bool { !accepted.isEmpty }
    /// Whether at least one UTM code is kept: the request counts for an attribution row.
    public var isAttributed: Bool { outcome.isAttributed }
    /// Whether at least one name's value is dropped (of each name the first occurrence).
    public var hasRejection: Bool { outcome.hasRejection }
    /// Whether UTM codes are there and none of them is kept: where the money came from is lost.
    public var lostAttribution: Bool { outcome.lostAttribution }
    /// Whether a `client_reference_id` is there and dropped: the payment cannot be reconciled.
    public var lostReference: Bool { outcome.lostReference }

    /// The same without the records. O(1).
    @inline(__always)
    var outcome: QueryOutcome { QueryOutcome(present: present, accepted: accepted) }
}
