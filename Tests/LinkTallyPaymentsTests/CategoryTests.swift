import Testing

@testable import LinkTallyPayments
@testable import LinkTallyStore

/// Every category, each with events made after the published field names.
@Suite struct CategoryTests {
    /// The time of `MadeUpEvent`.
    private static let paid: Int64 = 1_795_437_300

    struct Case: CustomTestStringConvertible {
        let name: String
        let events: [MadeUpEvent]
        let category: PaymentCategory
        var testDescription: String { name }
    }

    private static func event(
        _ type: String = "checkout.session.completed", id: String = "evt_1", status: String = "paid",
        reference: String? = "user_42"
    ) -> MadeUpEvent {
        MadeUpEvent(
            id: id, type: type, status: status, fields: ["client_reference_id": reference.map { "\"\($0)\"" } ?? "null"]
        )
    }

    static let cases = [
        Case(name: "clicked and paid", events: [event()], category: .matched),
        Case(name: "nothing to pay", events: [event(status: "no_payment_required")], category: .matched),
        Case(name: "never seen in the logs", events: [event(reference: "user_43")], category: .unknownReference),
        Case(name: "no valid reference", events: [event(reference: "user 42")], category: .unknownReference),
        Case(
            name: "too long a reference", events: [event(reference: String(repeating: "a", count: 201))],
            category: .unknownReference),
        Case(name: "without a reference", events: [event(reference: nil)], category: .noReference),
        Case(name: "pending", events: [event(status: "unpaid")], category: .pending),
        Case(
            name: "a delayed payment that came",
            events: [
                event(status: "unpaid"), event("checkout.session.async_payment_succeeded", id: "evt_2", status: "paid"),
            ], category: .matched),
        Case(
            name: "a delayed payment that failed",
            events: [
                event(status: "unpaid"), event("checkout.session.async_payment_failed", id: "evt_2", status: "unpaid"),
            ], category: .failed),
        Case(
            name: "failed, then paid",
            events: [
                event("checkout.session.async_payment_failed", status: "unpaid"),
                event("checkout.session.async_payment_succeeded", id: "evt_2", status: "paid"),
            ], category: .matched),
        Case(
            name: "never completed", events: [event("checkout.session.expired", status: "unpaid")], category: .expired),
        Case(name: "twice the same event", events: [event(), event()], category: .matched),
        Case(name: "two events of one session", events: [event(), event(id: "evt_2")], category: .matched),
    ]

    /// In both orders, in one run or two, as events or, where that says the same, as bare sessions: one payment, one category.
    @Test(arguments: cases)
    func category(_ test: Case) throws {
        for events in [test.events, test.events.reversed()] {
            for isOneRun in [true, false] {
                let store = try MadeUpStore()
                // Longer than a reference may be, or otherwise no reference: could not be in the logs, and does not match.
                for reference in ["user_42", "user 42", String(repeating: "a", count: 201)] {
                    try store.click(reference, at: Self.paid - 60)
                }
                if isOneRun {
                    try store.read(events.map(\.text).joined(separator: "\n"))
                } else {
                    for event in events { try store.read(event.text) }
                }
                let result = try store.reconcile()
                #expect(result.payments == [test.category: 1])
                let isFree = events.allSatisfy { $0.session.contains("no_payment_required") }
                #expect(
                    result.reconciliation.paid.revenue
                        == (test.category.isPaid ? [Money(2198, Currency("usd")!)] : []) || isFree)
                #expect(result.row("cs_live_1")?.category == test.category)
                let isMatched = test.category == .matched
                #expect(result.reconciliation.paidReferences == (isMatched ? 1 : 0))
                #expect(result.reconciliation.unpaidReferences == (isMatched ? 2 : 3))
                #expect(result.rows.contains { $0.session == nil && $0.reference == "user_42" } == !isMatched)
                #expect(result.reconciliation.repeatedReferences == 0)
            }
        }
    }

    @Test func paidMoreThanOnce() throws {
        let store = try MadeUpStore()
        try store.click("user_42", at: Self.paid - 60)
        let events = [
            MadeUpEvent(id: "evt_1", session: "cs_live_1"),
            MadeUpEvent(id: "evt_2", session: "cs_live_2", fields: ["currency": "\"eur\"", "amount_total": "5"]),
            MadeUpEvent(id: "evt_3", session: "cs_live_3", fields: ["client_reference_id": "\"other\""]),
            MadeUpEvent(id: "evt_4", session: "cs_live_4", fields: ["client_reference_id": "\"other\""]),
            MadeUpEvent(id: "evt_5", session: "cs_live_5", fields: ["client_reference_id": "\"other\""]),
            MadeUpEvent(id: "evt_6", session: "cs_live_6", fields: ["client_reference_id": "\"once\""]),
            MadeUpEvent(id: "evt_7", session: "cs_live_7", fields: ["client_reference_id": "null"]),
            MadeUpEvent(id: "evt_8", session: "cs_live_8", fields: ["client_reference_id": "null"]),
            MadeUpEvent(
                id: "evt_9", session: "cs_live_9", status: "unpaid", fields: ["client_reference_id": "\"once\""]),
        ]
        try store.read(events.shuffled().map(\.text).joined(separator: "\n"))
        let result = try store.reconcile()
        #expect(result.payments == [.matched: 2, .unknownReference: 4, .noReference: 2, .pending: 1])
        #expect(result.repeated.map(\.reference) == ["other", "user_42"])
        #expect(result.repeated.map(\.total.payments) == [3, 2])
        #expect(result.repeated[1].total.revenue == [Money(5, Currency("eur")!), Money(2198, Currency("usd")!)])
        #expect(result.reconciliation.repeatedReferences == 2 && result.reconciliation.repeated.payments == 5)
        #expect(result.rows.filter(\.isRepeated).count == 5)
        #expect(try store.reconcile(top: 1).repeated.map(\.reference) == ["other"])
        #expect(
            result.reconciliation.paid.revenue == [Money(5, Currency("eur")!), Money(2198 * 7, Currency("usd")!)])
    }

    @Test func theOtherModeIsNotMixedIn() throws {
        let store = try MadeUpStore()
        let events = [MadeUpEvent().text, MadeUpEvent(id: "evt_2", isLive: false, session: "cs_test_1").text]
        var counts = try store.read(events.joined(separator: "\n"))[0].counts
        #expect(counts.counted == 1 && counts.otherMode == 1 && counts.events == 2)
        counts = try store.read(events.joined(separator: "\n"), isLive: false)[0].counts
        #expect(counts.counted == 1 && counts.otherMode == 1)
        #expect(try store.reconcile().rows.map(\.session) == ["cs_live_1"])
        #expect(try store.reconcile(isLive: false).rows.map(\.session) == ["cs_test_1"])
    }

    @Test func replaysAreCountedAndChangeNothing() throws {
        let store = try MadeUpStore()
        let (a, b) = (MadeUpEvent().text, MadeUpEvent(id: "evt_2", session: "cs_live_2").text)
        #expect(try store.read("\(a)\n\(a)\n\(b)")[0].counts.replayed == 1)
        let reports = try store.read(a, "\(b)\n\(MadeUpEvent(id: "evt_3", session: "cs_live_3").session)")
        #expect(reports.map(\.counts.replayed) == [1, 1] && reports.map(\.counts.counted) == [0, 1])
        #expect(try store.reconcile().payments == [.unknownReference: 3])
        // Only the id tells a replay: what it says is not read again.
        try store.read(MadeUpEvent(session: "cs_live_9").text)
        #expect(try store.reconcile().row("cs_live_9") == nil)
    }

    @Test func anErasedReferenceIsGone() throws {
        let store = try MadeUpStore()
        try store.click("user_42", at: Self.paid - 60)
        try store.read(MadeUpEvent().text, MadeUpEvent(id: "evt_2", session: "cs_live_2").session)
        let erased = try store.store.database.write { try PaymentTables.erase(reference: "user_42", in: $0) }
        #expect(erased == 2)
        let result = try store.reconcile(map: PaymentLinkMap([("plink_1", "*")]))
        #expect(result.payments == [.erasedReference: 2] && result.rows.filter { $0.reference == "user_42" }.count == 1)
        #expect(result.reconciliation.paid.revenue == [Money(4396, Currency("usd")!)])
        #expect(result.reconciliation.probableDrops == ProbableDrops())
        // What tells of the same sessions again does not bring it back.
        try store.read(MadeUpEvent(id: "evt_3").text, MadeUpEvent(session: "cs_live_2").session)
        #expect(try store.reconcile().payments == [.erasedReference: 2])
        #expect(try store.store.database.write { try PaymentTables.erase(reference: "", in: $0) } == 0)
    }
}
