/// What became of an event, or of a session in a list.
package enum EventVerdict: Equatable, Sendable {
    /// It tells of a payment.
    case seen(SeenPayment)
    /// Its `livemode` is not the one that was asked for.
    case otherMode
    /// It is not about a checkout session.
    case otherObject
    /// No event, but the end of a list that says whether it has all there is, or is one page of several.
    ///
    /// - Parameter last: The id of its last element, behind which the next page begins; nil where it has none.
    case page(hasMore: Bool, last: String?)
    /// It cannot be read; why, in words that can stand behind "malformed: ".
    case malformed(String)

    /// Whether nothing can be said of it but that.
    var isMalformed: Bool { if case .malformed = self { true } else { false } }
}
