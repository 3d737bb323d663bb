import Testing

@testable import LinkTallyPayments
@testable import LinkTallyStore

@Suite struct ProbableDropTests {
    private static let paid: Int64 = 1_795_437_300

    private func event(_ number: Int, paymentLink: String?, reference: String? = nil) -> String {
        MadeUpEvent(
            id: "evt_\(number)", session: "cs_\(number)",
            fields: [
                "client_reference_id": reference.map { "\"\($0)\"" } ?? "null",
                "payment_link": paymentLink.map { "\"\($0)\"" } ?? "null",
            ]
        ).text
    }

    @Test func paymentsWithoutAReferenceThroughLinksThatLoseThem() throws {
        let store = try MadeUpStore()
        try store.lostClicks(3, on: "shop.example/buy/shoes", at: Self.paid - 7200)
        try store.lostClicks(4, on: "/buy/boots", at: Self.paid - 7200)
        try store.lostClicks(5, on: "/buy/boots", at: Self.paid - 7200, log: 2)
        try store.lostClicks(1, on: "/buy/hats", at: Self.paid + 7200)
        try store.lostClicks(1, on: "/buy/gloves", at: nil)
        let map = PaymentLinkMap([
            ("plink_shoes", "/buy/shoes"), ("plink_shoes", "/buy/boots"), ("plink_hats", "/buy/hats"),
            ("plink_gloves", "/buy/g*"),
            ("plink_clean", "/buy/clean"),
        ])
        try store.read(
            [
                event(1, paymentLink: "plink_shoes"), event(2, paymentLink: "plink_shoes"),
                event(3, paymentLink: "plink_shoes", reference: "user_1"), event(4, paymentLink: "plink_hats"),
                event(5, paymentLink: "plink_gloves"), event(6, paymentLink: "plink_clean"),
                event(7, paymentLink: "plink_unlisted"), event(8, paymentLink: nil),
            ].joined(separator: "\n"))
        let result = try store.reconcile(map: map)
        let drops = try #require(result.reconciliation.probableDrops)
        #expect(drops.drops.map(\.paymentLink) == ["plink_shoes", "plink_gloves"])
        #expect(drops.drops.map(\.clicks) == [12, 1] && drops.drops.map(\.total.payments) == [2, 1])
        #expect(drops.unlisted == 1 && drops.withoutPaymentLink == 1)
        #expect(drops.total.revenue == [Money(3 * 2198, Currency("usd")!)])
        #expect(result.rows.filter(\.isProbableDrop).map(\.session) == ["cs_1", "cs_2", "cs_5"])
        #expect(result.payments == [.noReference: 7, .unknownReference: 1])
        #expect(try store.reconcile().reconciliation.probableDrops == nil)
    }

    /// A pattern that begins with `/` is for the path alone, any other for host and path.
    @Test func patternsAreReadAsLinkFilters() {
        let map = PaymentLinkMap([("p", "/a"), ("q", "h/*"), ("r", "*")])
        #expect(map.paymentLinks(ofLink: "/a") == ["p", "r"] && map.paymentLinks(ofLink: "h/a") == ["p", "q", "r"])
        #expect(map.paymentLinks(ofLink: "h/a/b") == ["q", "r"] && map.paymentLinks(ofLink: "h") == ["r"])
    }
}
