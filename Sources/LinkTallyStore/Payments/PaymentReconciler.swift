import GRDB
import LinkTallyCore
import LinkTallyPayments

/// Goes once through all payments of a mode and once through the clicks on their references, both in the order of the
/// references, and finds each paid one's category and click.
struct PaymentReconciler {
    /// By the index on mode, reference and time.
    static let sql = """
        SELECT id, paid, failed, expired, erased, second, reference, payment_link, amount, currency
        FROM payment WHERE livemode = ? ORDER BY livemode, reference, second
        """

    let isLive: Bool
    let attribution: Attribution
    /// Clicks that lost their reference, by payment link; empty where it is not known which lead to which.
    let lostClicks: [String: LostClicks]

    /// What is read of a payment.
    private struct Paid {
        let id: Int64
        let second: Int64
        let amount: Int64
        let currency: Currency?
    }

    /// What `run` tells of.
    enum Found {
        case unpaid(PaymentCategory)
        /// A payment, and its payment link, where it has no reference.
        case paid(ReconciledPayment, paymentLink: String)
        /// All that was paid with one reference was told of.
        case reference(String, PaymentTotal, isClicked: Bool)
    }

    /// Calls `body` with all that is found.
    func run(_ database: Database, _ body: (Found) throws -> Void) throws {
        let touches = try TouchReader(database, isLive: isLive)
        let rows = try Row.fetchCursor(database, sql: Self.sql, arguments: [isLive])
        var reference = ""
        var group: [Paid] = []
        while let row = try rows.next() {
            let (isPaid, isFailed, isExpired): (Bool, Bool, Bool) = (row[1], row[2], row[3])
            guard isPaid else {
                try body(.unpaid(PaymentCategory(isFailed: isFailed, isExpired: isExpired)))
                continue
            }
            let paid = Paid(id: row[0], second: row[5], amount: row[8], currency: Currency(row[9]))
            let next: String = row[6]
            guard !next.isEmpty else {
                try body(withoutReference(paid, isErased: row[4], paymentLink: row[7]))
                continue
            }
            if !next.utf8.elementsEqual(reference.utf8) {
                try reconcile(group, reference, touches, body)
                group.removeAll(keepingCapacity: true)
                reference = next
            }
            group.append(paid)
        }
        try reconcile(group, reference, touches, body)
    }

    private func withoutReference(_ paid: Paid, isErased: Bool, paymentLink: String) -> Found {
        let lost = lostClicks[paymentLink].map { $0.firstSecond <= paid.second } ?? false
        return .paid(
            ReconciledPayment(
                id: paid.id, category: isErased ? .erasedReference : .noReference, isRepeated: false,
                isDrop: lost && !isErased, amount: paid.amount, currency: paid.currency, touch: nil),
            paymentLink: paymentLink)
    }

    /// Tells of all payments with one reference, each with its click, and of the reference.
    private func reconcile(
        _ group: [Paid], _ reference: String, _ touches: TouchReader, _ body: (Found) throws -> Void
    ) throws {
        guard !group.isEmpty else { return }
        var choice = TouchChoice(attribution, seconds: group.map(\.second))
        if Self.isValid(reference) { try touches.forEachTouch(on: reference) { choice.add($0) } }
        let isClicked = choice.isClicked
        var total = PaymentTotal()
        for (paid, touch) in zip(group, choice.touches()) {
            total.add(1, paid.amount, paid.currency)
            try body(
                .paid(
                    ReconciledPayment(
                        id: paid.id, category: isClicked ? .matched : .unknownReference, isRepeated: group.count > 1,
                        isDrop: false, amount: paid.amount, currency: paid.currency, touch: touch), paymentLink: ""))
        }
        try body(.reference(reference, total, isClicked: isClicked))
    }

    /// Whether a reference keeps the rules that logs' references keep (rule R5); no other can be in the logs.
    private static func isValid(_ reference: String) -> Bool {
        reference.utf8.count <= Parameter.reference.limit && reference.utf8.allSatisfy(ValueAlphabet.contains)
    }
}

/// A paid payment with what became of its reference.
struct ReconciledPayment {
    /// The payment's row.
    let id: Int64
    let category: PaymentCategory
    let isRepeated: Bool
    /// Whether it is a probable drop.
    let isDrop: Bool
    let amount: Int64
    /// Nil where nothing had to be paid.
    let currency: Currency?
    /// The click that it belongs to.
    let touch: Touch?
}

extension PaymentCategory {
    /// The category of a session that was not paid.
    init(isFailed: Bool, isExpired: Bool) { self = isFailed ? .failed : isExpired ? .expired : .pending }
}
