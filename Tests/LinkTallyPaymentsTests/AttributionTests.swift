import TestSupport
import Testing

@testable import LinkTallyPayments
@testable import LinkTallyStore

/// Which click has a payment's revenue.
@Suite struct AttributionTests {
    private static let paid: Int64 = 1_795_437_300

    @Test(
        arguments: [
            // Seconds before the payment, nil for an unknown time; the campaigns of the first and of the last click.
            ([("a", 60)], "a", "a"), ([("b", 60), ("a", 120)], "a", "b"), ([("a", 0), ("b", -1)], "a", "a"),
            ([("a", 30), ("b", 20), ("c", -20)], "a", "b"), ([("a", -1)], nil, nil), ([("a", nil)], "a", "a"),
            ([("a", nil), ("b", 10)], "b", "b"), ([("a", nil), ("b", -10)], "a", "a"),
        ] as [([(String, Int64?)], String?, String?)])
    func theClickBeforeThePayment(_ clicks: [(String, Int64?)], _ first: String?, _ last: String?) throws {
        let store = try MadeUpStore()
        for (campaign, before) in clicks {
            try store.click(
                "user_42", at: before.map { Self.paid - $0 }, campaign: campaign, source: "s-\(campaign)",
                link: "/\(campaign)")
        }
        try store.read(MadeUpEvent().text)
        for (attribution, campaign) in [(Attribution.first, first), (.last, last)] {
            let result = try store.reconcile(attribution)
            let usd = Money(2198, Currency("usd")!)
            #expect(result.payments == [.matched: 1])
            #expect(result.revenue[.campaign] == [RevenueRow(value: campaign, payments: 1, revenue: usd)])
            #expect(result.revenue[.source]?.first?.value == campaign.map { "s-\($0)" })
            #expect(result.revenue[.link]?.first?.value == campaign.map { "/\($0)" })
            #expect(result.row("cs_live_1")?.codes == campaign.map { ["s-\($0)", "", $0, "", ""] })
        }
    }

    /// A bare session is paid at the latest time at which that can have been: all its clicks come before.
    @Test func aBareSessionComesAfterItsClicks() throws {
        let store = try MadeUpStore()
        try store.click("user_42", at: 1_795_437_000 + 86_400, campaign: "late")
        try store.read(MadeUpEvent().session)
        #expect(try store.reconcile().revenue[.campaign]?.first?.value == "late")
        // The event tells it better.
        try store.read(MadeUpEvent().text)
        #expect(try store.reconcile().revenue[.campaign]?.first?.value == nil)
    }

    @Test func revenueIsByCurrency() throws {
        let store = try MadeUpStore()
        var events: [MadeUpEvent] = []
        for (index, (campaign, currency, amount)) in [
            ("a", "usd", 100), ("b", "usd", 300), ("c", "usd", 200), ("a", "jpy", 5000), ("", "jpy", 1),
            ("a", "usd", 150),
        ].enumerated() {
            try store.click("r\(index)", at: Self.paid - 60, campaign: campaign, link: "/\(campaign)?")
            events.append(
                MadeUpEvent(
                    id: "evt_\(index)", session: "cs_\(index)",
                    fields: [
                        "client_reference_id": "\"r\(index)\"", "currency": "\"\(currency)\"",
                        "amount_total": "\(amount)",
                    ]))
        }
        try store.read(events.shuffled().map(\.text).joined(separator: "\n"))
        func rows(_ top: Int?) throws -> [String] {
            try store.reconcile(top: top).revenue[.campaign, default: []].map {
                "\($0.value ?? "nil") \($0.payments) \($0.revenue.plainText) \($0.revenue.currency.code)"
            }
        }
        #expect(try rows(nil) == ["b 1 3.00 usd", "a 2 2.50 usd", "c 1 2.00 usd", "a 1 5000 jpy", " 1 1 jpy"])
        #expect(try rows(1) == ["b 1 3.00 usd", "a 1 5000 jpy"])
    }

    /// Against a search through all clicks for each payment.
    @Test func randomHistories() throws {
        let seed = TestSeed.drawn
        var generator = SplitMix(seed: seed)
        let store = try MadeUpStore()
        struct Click { let reference: String, second: Int64?, campaign: String }
        struct Paid { let session: String, reference: String, second: Int64 }
        var clicks: [Click] = []
        for index in 0..<150 {
            let second = generator.next() % 8 == 0 ? nil : Int64(generator.next() % 40)
            // The log's number grows with the campaign's, so that ties are told apart.
            let click = Click(reference: "r\(generator.next() % 12)", second: second, campaign: "c\(index + 1000)")
            try store.click(click.reference, at: click.second, campaign: click.campaign, log: index)
            clicks.append(click)
        }
        var payments: [Paid] = []
        var events: [String] = []
        for index in 0..<80 {
            let paid = Paid(
                session: "cs_\(index)", reference: "r\(generator.next() % 14)", second: Int64(generator.next() % 40))
            payments.append(paid)
            events.append(
                MadeUpEvent(
                    id: "evt_\(index)", created: Int(paid.second), session: paid.session,
                    fields: ["client_reference_id": "\"\(paid.reference)\""]
                ).text)
        }
        try store.read(events.joined(separator: "\n"))
        for attribution in Attribution.allCases {
            let result = try store.reconcile(attribution)
            for paid in payments {
                let own = clicks.filter { $0.reference == paid.reference }
                let known = own.filter { ($0.second ?? .max) <= paid.second }
                    .sorted { ($0.second!, $0.campaign) < ($1.second!, $1.campaign) }
                let unknown = own.filter { $0.second == nil }.sorted { $0.campaign < $1.campaign }
                let candidates = known.isEmpty ? unknown : known
                let expected = attribution == .first ? candidates.first : candidates.last
                let row = result.row(paid.session)
                #expect(row?.codes?[2] == expected?.campaign, "seed \(seed), \(paid)")
                #expect(row?.category == (own.isEmpty ? .unknownReference : .matched), "seed \(seed), \(paid)")
                #expect(row?.isRepeated == (payments.count { $0.reference == paid.reference } > 1))
            }
            let references = Set(clicks.map(\.reference))
            let paid = references.intersection(payments.map(\.reference))
            #expect(result.reconciliation.clickedReferences == references.count)
            #expect(result.reconciliation.paidReferences == paid.count)
            #expect(
                Set(result.rows.filter { $0.session == nil }.map(\.reference)) == references.subtracting(paid))
        }
    }
}
