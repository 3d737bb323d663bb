/// What becomes of a parameter's value.
public enum Verdict: Sendable, Equatable {
    /// The name does not stand in the query.
    case absent
    /// The value is kept.
    case accepted
    /// The value is dropped without a word by the payment page; never `.duplicate`, since the first occurrence is judged.
    case rejected(RejectionReason)
}
