/// All that is known of a checkout session, which is one payment however many events tell of it.
///
/// What is learned is merged in any order, and any number of times, with the same end.
package struct Payment: Equatable, Sendable {
    /// The session's id.
    package let session: String
    package let isLive: Bool
    /// An event or session says that nothing is left to pay.
    package var isPaid: Bool
    /// An event says that a delayed payment failed.
    package var isFailed: Bool
    /// The session ended without a payment.
    package var isExpired: Bool
    /// The reference was erased as personal data: events that are read again do not bring it back.
    package var isErased: Bool
    /// Unix seconds of the first event that tells of a payment; nil where there was none yet.
    package var eventSecond: Int64?
    /// Unix seconds at which the session began.
    package var created: Int64
    package var details: PaymentDetails
    /// When `details` were said; the latest that tell of a payment count.
    package var detailsSecond: Int64
    package var detailsArePaid: Bool

    package init(
        session: String, isLive: Bool, isPaid: Bool, isFailed: Bool, isExpired: Bool, isErased: Bool,
        eventSecond: Int64?,
        created: Int64, details: PaymentDetails, detailsSecond: Int64, detailsArePaid: Bool
    ) {
        self.session = session
        self.isLive = isLive
        self.isPaid = isPaid
        self.isFailed = isFailed
        self.isExpired = isExpired
        self.isErased = isErased
        self.eventSecond = eventSecond
        self.created = created
        self.details = details
        self.detailsSecond = detailsSecond
        self.detailsArePaid = detailsArePaid
        if isErased { self.details.reference = "" }
    }

    /// The longest that a session waits for its payment: it ends 24 hours after it began, unless it was made to end sooner.
    package static let longestSession: Int64 = 24 * 3600

    /// Unix seconds at which it was paid. Of a session that no event tells of, the latest time at which that can have been, so
    /// that all its clicks come before.
    package var second: Int64 { eventSecond ?? created + Self.longestSession }

    package var state: PaymentState { isPaid ? .paid : isFailed ? .failed : isExpired ? .expired : .pending }

    /// Adds what `other`, of the same session, knows. Commutative, associative, idempotent.
    package mutating func merge(_ other: Payment) {
        precondition(session == other.session)
        isPaid = isPaid || other.isPaid
        isFailed = isFailed || other.isFailed
        isExpired = isExpired || other.isExpired
        isErased = isErased || other.isErased
        eventSecond = [eventSecond, other.eventSecond].compactMap(\.self).min()
        created = min(created, other.created)
        if Self.comesBefore(self, other) {
            details = other.details
            detailsSecond = other.detailsSecond
            detailsArePaid = other.detailsArePaid
        }
        if isErased { details.reference = "" }
    }

    /// Whether the details of `b` count rather than those of `a`: a total order, so that it does not matter which came first.
    private static func comesBefore(_ a: Payment, _ b: Payment) -> Bool {
        if a.detailsArePaid != b.detailsArePaid { return b.detailsArePaid }
        if a.detailsSecond != b.detailsSecond { return a.detailsSecond < b.detailsSecond }
        let (a, b) = (a.details, b.details)
        if a.amount != b.amount { return a.amount < b.amount }
        // Bytes are compared: strings that differ can be equal as Swift compares them.
        let texts = [(a.currency, b.currency), (a.paymentLink, b.paymentLink), (a.reference, b.reference)]
        for (a, b) in texts where !a.utf8.elementsEqual(b.utf8) { return a.utf8.lexicographicallyPrecedes(b.utf8) }
        return false
    }
}

/// What a payment was for. Empty text where the session has nothing.
package struct PaymentDetails: Equatable, Sendable {
    /// `client_reference_id`.
    package var reference: String
    /// `plink_...`.
    package var paymentLink: String
    /// `amount_total` in the currency's smallest unit.
    package var amount: Int64
    /// Three letters, or empty where nothing had to be paid.
    package var currency: String

    package init(reference: String = "", paymentLink: String = "", amount: Int64 = 0, currency: String = "") {
        self.reference = reference
        self.paymentLink = paymentLink
        self.amount = amount
        self.currency = currency
    }

    /// Byte by byte: Swift takes different bytes for equal texts where Unicode does.
    package static func == (a: PaymentDetails, b: PaymentDetails) -> Bool {
        a.amount == b.amount && a.reference.utf8.elementsEqual(b.reference.utf8)
            && a.paymentLink.utf8.elementsEqual(b.paymentLink.utf8) && a.currency.utf8.elementsEqual(b.currency.utf8)
    }
}

/// Whether a checkout session was paid. Only what is paid has revenue.
package enum PaymentState: String, CaseIterable, Sendable {
    case paid
    /// A delayed payment was tried, and failed.
    case failed
    /// The session ended without a payment.
    case expired
    /// Neither is known yet.
    case pending
}

/// Where payments are kept.
package protocol PaymentSink {
    /// Adds what was seen, all of it or nothing; returns how many of `seen` were replays: events whose id is known.
    mutating func add(_ seen: [SeenPayment]) throws -> Int
}
