import LinkTallyCore

/// The fields of an event or of a checkout session, checked as they are read.
struct SessionFields {
    private let reader: JSONReader
    private let place: FieldPlace

    init(_ reader: JSONReader, at place: FieldPlace) {
        self.reader = reader
        self.place = place
    }

    /// The most that a payment can be, in its smallest unit: 9 million such payments still have a sum in 64 bits. The payment
    /// provider allows 12 digits at most.
    private static let largestAmount: Int64 = 1_000_000_000_000
    /// 9999-12-31T23:59:59Z.
    private static let latestSecond: Int64 = 253_402_300_799

    private func value(_ field: Field) -> FieldValue { reader.value(at: place.pointer(to: field)) }

    /// How a message names a field.
    private func name(_ field: Field) -> String { place.name(of: field) }

    /// The field `id`.
    func id() throws(EventFault) -> String {
        guard let id = value(.id).string, Self.isIdentifier(id) else {
            throw EventFault("\(name(.id)) is no identifier of 1 to 255 letters, digits and signs of ASCII")
        }
        return id
    }

    /// The field `created`: Unix seconds.
    func created() throws(EventFault) -> Int64 {
        guard let second = value(.created).integer, 0...Self.latestSecond ~= second else {
            throw EventFault("\(name(.created)) is no time in Unix seconds")
        }
        return second
    }

    /// The field `livemode`.
    func isLive() throws(EventFault) -> Bool {
        guard let isLive = value(.livemode).boolean else {
            throw EventFault("\(name(.livemode)) is neither true nor false")
        }
        return isLive
    }

    /// The session that an event of `kind` is about.
    func session(of kind: EventKind = .session) throws(EventFault) -> CheckoutSession {
        guard let status = value(.paymentStatus).string.flatMap(PaymentStatus.init) else {
            throw EventFault("\(name(.paymentStatus)) is not paid, unpaid or no_payment_required")
        }
        return CheckoutSession(
            id: try id(), isLive: try isLive(), created: try created(), status: status,
            isExpired: value(.status) == .string("expired"),
            details: try details(isPaid: status == .paid || kind == .succeeded))
    }

    private func details(isPaid: Bool) throws(EventFault) -> PaymentDetails {
        var details = PaymentDetails()
        details.reference = try text(.reference)
        // A list that was asked to expand it has the whole payment link there.
        details.paymentLink = try text(value(.paymentLink) == .object ? .paymentLinkID : .paymentLink)
        guard details.paymentLink.isEmpty || Self.isIdentifier(details.paymentLink) else {
            throw EventFault("\(name(.paymentLink)) is no identifier")
        }
        let amount = value(.amount)
        if !amount.isAbsent || isPaid {
            guard let number = amount.integer, 0...Self.largestAmount ~= number else {
                throw EventFault("\(name(.amount)) is no whole number from 0 to \(Self.largestAmount)")
            }
            details.amount = number
        }
        let code = try text(.currency)
        guard (code.isEmpty && !isPaid) || Currency(code) != nil else {
            throw EventFault("\(name(.currency)) is not three lower-case letters")
        }
        details.currency = code
        return details
    }

    /// A text, or null, or nothing: both are empty. SQLite's tools end a text at a zero byte, which therefore is replaced.
    private func text(_ field: Field) throws(EventFault) -> String {
        let value = value(field)
        guard let text = value.isAbsent ? "" : value.string else {
            throw EventFault("\(name(field)) is neither text nor null")
        }
        return text.utf8.contains(0) ? String(text.map { $0 == "\0" ? "\u{FFFD}" : $0 }) : text
    }

    /// Whether a text can be the id of an object, so that it can be shown as it is.
    static func isIdentifier(_ text: String) -> Bool {
        1...255 ~= text.utf8.count && text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }
}

/// A checkout session as an event or a list shows it: the fields that say what was paid, and through which link.
struct CheckoutSession: Equatable {
    /// `cs_...`.
    let id: String
    let isLive: Bool
    /// When the customer came to the payment page; Unix seconds.
    let created: Int64
    let status: PaymentStatus
    /// Whether the session ended without a payment.
    let isExpired: Bool
    let details: PaymentDetails
}

/// The field `payment_status` of a checkout session.
enum PaymentStatus: String {
    case paid, unpaid
    case notRequired = "no_payment_required"

    /// Whether it says that nothing is left to pay.
    var isPaid: Bool { self != .unpaid }
}

/// The fields of events and sessions that are read.
enum Field: Int, CaseIterable {
    case id, created, livemode, status, paymentStatus, reference, paymentLink, paymentLinkID, amount, currency

    /// The published name; of a payment link that was expanded, the path to its id.
    var path: String {
        switch self {
        case .id: "id"
        case .created: "created"
        case .livemode: "livemode"
        case .status: "status"
        case .paymentStatus: "payment_status"
        case .reference: "client_reference_id"
        case .paymentLink: "payment_link"
        case .paymentLinkID: "payment_link/id"
        case .amount: "amount_total"
        case .currency: "currency"
        }
    }
}

/// Where the fields of an object stand in a text: their JSON pointers (RFC 6901), which are made once.
struct FieldPlace {
    private let pointers: [String]

    /// The text itself: an event, or a bare session.
    static let root = FieldPlace("")
    /// What an event is about.
    static let eventObject = FieldPlace("/data/object")

    /// - Parameter object: The object's JSON pointer.
    private init(_ object: String) { pointers = Field.allCases.map { "\(object)/\($0.path)" } }

    func pointer(to field: Field) -> String { pointers[field.rawValue] }

    /// How a message names a field: `data.object.id`.
    func name(of field: Field) -> String { pointer(to: field).split(separator: "/").joined(separator: ".") }
}

/// Why an event cannot be read.
struct EventFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
