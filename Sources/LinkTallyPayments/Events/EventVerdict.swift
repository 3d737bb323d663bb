/// What became of an event, or of a session in a list.
package enum EventVerdict: Equatable, Sendable {
    /// It tells of a payment.
    case seen(SeenPayment)
    /// Its `livemode` is not the one that was asked for.
    case otherMode
    /// It is not about a checkout session.
    case otherObject
    /// It tells of a checkout session, but has none of it: a thin event, which names the object to fetch.
    ///
    /// - Parameter session: The session's id; nil where it names none.
    case thin(session: String?)
    /// No event, but the end of a list that says whether it has all there is, or is one page of several.
    ///
    /// - Parameter last: The id of its last element, behind which the next page begins; nil where it has none.
    case page(hasMore: Bool, last: String?)
    /// It cannot be read; why, in words that can stand behind "malformed: ".
    case malformed(String)

    /// Whether it cannot be read.
    var isMalformed: Bool { if case .malformed = self { true } else { false } }
}

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

/// What kind of event tells of a session.
enum EventKind: Equatable {
    /// None: a list of sessions has it.
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

/// The events of a run by what became of them. Each counts in exactly one figure.
package struct EventCounts: Equatable, Sendable {
    /// Events that tell of a payment and had not been counted before; and bare sessions, which have no id to tell by.
    package var counted = 0
    /// Events whose id had been counted before.
    package var replayed = 0
    /// Of the other `livemode`.
    package var otherMode = 0
    /// Not about a checkout session.
    package var otherObjects = 0
    /// About a checkout session that they do not have.
    package var thin = 0
    package var malformed = 0

    package var events: Int { counted + replayed + otherMode + otherObjects + thin + malformed }

    package init() {}

    package static func += (a: inout EventCounts, b: EventCounts) {
        a.counted += b.counted
        a.replayed += b.replayed
        a.otherMode += b.otherMode
        a.otherObjects += b.otherObjects
        a.thin += b.thin
        a.malformed += b.malformed
    }
}
