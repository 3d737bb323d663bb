/// What became of an event, or of a session in a list.
package enum EventVerdict: Equatable, Sendable {
    /// It tells of a payment.
    case seen(SeenPayment)
    /// Its `livemode` is not the one that was asked for.
    case otherMode
    /// It is not about a checkout session.
    case otherObject
    /// It cannot be read; why, in words that can stand behind "malformed: ".
    case malformed(String)
}
