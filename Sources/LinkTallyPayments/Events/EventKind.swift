/// Where something about a session was said.
enum EventKind: Equatable {
    /// In a list of sessions, not in an event.
    case session
    case completed, succeeded, failed, expired
    /// An event with a session that says nothing else.
    case other

    /// The kind that the field `type` of an event names.
    init(type: String) {
        switch type {
        case "checkout.session.completed": self = .completed
        case "checkout.session.async_payment_succeeded": self = .succeeded
        case "checkout.session.async_payment_failed": self = .failed
        case "checkout.session.expired": self = .expired
        default: self = .other
        }
    }

    /// Whether the event's time is a time of payment.
    var isPayment: Bool { self == .completed || self == .succeeded }
}
