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
