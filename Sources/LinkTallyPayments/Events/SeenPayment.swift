/// What one event or session says of a payment.
package struct SeenPayment: Equatable, Sendable {
    /// The event's id, which guards against replays; nil for a bare session.
    package let eventID: String?
    package let payment: Payment

    init(_ session: CheckoutSession, _ kind: EventKind, eventID: String?, eventSecond: Int64?) {
        self.eventID = eventID
        let isPaid = session.status.isPaid || kind == .succeeded
        payment = Payment(
            session: session.id, isLive: session.isLive, isPaid: isPaid, isFailed: kind == .failed,
            isExpired: session.isExpired || kind == .expired, isErased: false,
            eventSecond: kind.isPayment ? eventSecond : nil, created: session.created, details: session.details,
            detailsSecond: eventSecond ?? session.created, detailsArePaid: isPaid)
    }
}
