/// The verdicts of one query: six records of fixed size, so that judging a query never allocates.
public struct QueryVerdicts: Sendable {
    /// The names that stand in the query.
    public internal(set) var present: ParameterSet = []
    /// The names whose first value is kept.
    public internal(set) var accepted: ParameterSet = []
    /// Whether a name stands more than once.
    var hasDuplicates = false
    /// Whether something in a query since it was last reset may be nearly one of the names, as far as the first letters tell:
    /// what `LinkCheck` looks at then. A query does not reset it: that would cost each one, and few have it.
    var hasSuspect = false
    /// Whether `places` says where the values are, and `records` nothing: every name in the query stands once, and its value
    /// is kept as it stands.
    private(set) var isClean = false
    /// Offset, and length in the upper half, of the values of a clean query; valid only where `present` has the parameter.
    var places = InlineArray<8, UInt64>(repeating: 0)
    /// Of a query that is not clean. Valid only where `present` has the parameter: the rest is left over from an earlier
    /// query, which saves a reset of 96 bytes a line. Six are used; eight make an index of three bits one that needs no check.
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

    /// What the verdicts mean for the link, without the records. O(1).
    @inline(__always)
    var outcome: QueryOutcome { QueryOutcome(present: present, accepted: accepted) }
}

/// Where the first value of a parameter stands, and how it was judged. Offsets count from the start of the scanned bytes.
public struct ValueRecord: Sendable {
    /// Offset of the value's first byte, as it stands (not decoded).
    public internal(set) var offset: UInt32 = 0
    /// Bytes of the value as it stands.
    public internal(set) var length: UInt32 = 0
    /// Later occurrences of the same name, each of them dropped.
    public internal(set) var duplicates: UInt32 = 0
    /// Bytes after decoding where the value is accepted; 0 where it is rejected.
    public internal(set) var decodedLength: UInt8 = 0
    /// The verdict; nil is accepted.
    public internal(set) var rejection: RejectionReason?
    /// Whether an accepted value has percent escapes, so that it must be decoded before it is compared or kept.
    public internal(set) var isEscaped = false

    /// The value as it stands, in the scanned bytes.
    public var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
}

extension ValueRecord {
    /// The record of a value that is accepted as it stands: its offset, and its length in the upper half of the word.
    @inline(__always)
    init(place: UInt64) {
        self.init(
            offset: UInt32(truncatingIfNeeded: place), length: UInt32(truncatingIfNeeded: place &>> 32),
            decodedLength: UInt8(truncatingIfNeeded: place &>> 32))
    }
}

/// What a query means for its link: which names stand in it, and which of them are kept (rule R17).
struct QueryOutcome {
    /// The names that stand in the query.
    let present: ParameterSet
    /// The names whose first value is kept.
    let accepted: ParameterSet

    /// Whether at least one UTM code is kept: the request counts for an attribution row.
    @inline(__always)
    var isAttributed: Bool { accepted.rawValue & ParameterSet.utmCodes.rawValue != 0 }
    /// Whether at least one name's value is dropped (of each name the first occurrence).
    @inline(__always)
    var hasRejection: Bool { present.rawValue != accepted.rawValue }
    /// Whether UTM codes are there and none of them is kept: where the money came from is lost.
    @inline(__always)
    var lostAttribution: Bool { present.rawValue & ParameterSet.utmCodes.rawValue != 0 && !isAttributed }
    /// Whether a `client_reference_id` is there and dropped: the payment cannot be reconciled.
    @inline(__always)
    var lostReference: Bool { present.contains(.reference) && !accepted.contains(.reference) }
}

/// What becomes of a parameter's value.
public enum Verdict: Sendable, Equatable {
    /// The name does not stand in the query.
    case absent
    /// The value is kept.
    case accepted
    /// The value is dropped without a word by the payment page; never `.duplicate`, since the first occurrence is judged.
    case rejected(RejectionReason)
}

/// Why a value is dropped; judged in the order of the cases after `duplicate`.
///
/// The alphabet and the limits are those of the Payment Links documentation. What it leaves open is LinkTally's policy:
/// values are form-decoded once, `+` is a space, an empty value is dropped, the first of several values counts.
public enum RejectionReason: UInt8, CaseIterable, Sendable {
    /// Nothing stands behind the name.
    case empty
    /// More bytes than `Parameter.limit` after decoding.
    case tooLong
    /// A byte outside `[A-Za-z0-9_-]` after decoding; a `%` that begins no escape stays and is one.
    case invalidByte
    /// The name stood in this query before; the first occurrence alone is judged.
    case duplicate

    /// The reason as reports write it.
    public var name: String {
        switch self {
        case .empty: "empty"
        case .tooLong: "too_long"
        case .invalidByte: "invalid_byte"
        case .duplicate: "duplicate"
        }
    }
}

extension RejectionReason: CustomStringConvertible {
    public var description: String { name }
}
