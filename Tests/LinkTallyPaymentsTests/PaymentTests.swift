import TestSupport
import Testing

@testable import LinkTallyPayments

@Suite struct PaymentTests {
    private func payment(
        isPaid: Bool = false, isFailed: Bool = false, isExpired: Bool = false, isErased: Bool = false,
        eventSecond: Int64? = nil, created: Int64 = 100, details: PaymentDetails = PaymentDetails(),
        detailsSecond: Int64 = 100
    ) -> Payment {
        Payment(
            session: "cs_1", isLive: true, isPaid: isPaid, isFailed: isFailed, isExpired: isExpired, isErased: isErased,
            eventSecond: eventSecond, created: created, details: details, detailsSecond: detailsSecond,
            detailsArePaid: isPaid)
    }

    @Test func statesInOrderOfStrength() {
        #expect(payment().state == .pending && payment(isExpired: true).state == .expired)
        #expect(payment(isFailed: true, isExpired: true).state == .failed)
        #expect(payment(isPaid: true, isFailed: true, isExpired: true).state == .paid)
    }

    @Test func theEarliestEventIsTheTimeOfPayment() {
        var merged = payment(isPaid: true, created: 50)
        #expect(merged.second == 50 + 86_400)
        merged.merge(payment(eventSecond: 300, created: 50))
        merged.merge(payment(eventSecond: 200, created: 50))
        #expect(merged.second == 200 && merged.state == .paid)
    }

    @Test func whatTellsOfThePaymentTellsTheAmount() {
        var merged = payment(details: PaymentDetails(amount: 5, currency: "usd"), detailsSecond: 900)
        merged.merge(payment(isPaid: true, details: PaymentDetails(amount: 7, currency: "usd"), detailsSecond: 800))
        #expect(merged.details.amount == 7)
    }

    @Test func anErasedReferenceStaysErased() {
        let known = PaymentDetails(reference: "jane", amount: 5, currency: "usd")
        var merged = payment(isPaid: true, isErased: true, details: known)
        #expect(merged.details.reference.isEmpty)
        merged.merge(payment(isPaid: true, details: known, detailsSecond: 999))
        #expect(merged.details.reference.isEmpty && merged.isErased && merged.details.amount == 5)
    }

    /// In any order, and any number of times.
    @Test func mergingIsCommutativeAndIdempotent() {
        let seed = TestSeed.drawn
        var generator = SplitMix(seed: seed)
        // Equal as Swift compares them, and yet two references.
        let references = ["", "a", "\u{E9}", "e\u{301}"]
        for _ in 0..<2000 {
            let seen = (0..<5).map { _ in
                payment(
                    isPaid: Bool.random(using: &generator), isFailed: Bool.random(using: &generator),
                    isExpired: Bool.random(using: &generator), isErased: generator.next() % 16 == 0,
                    eventSecond: Bool.random(using: &generator) ? Int64(generator.next() % 3) : nil,
                    created: Int64(generator.next() % 3),
                    details: PaymentDetails(
                        reference: references.randomElement(using: &generator)!,
                        paymentLink: ["", "plink_1"].randomElement(using: &generator)!,
                        amount: Int64(generator.next() % 2), currency: ["", "usd"].randomElement(using: &generator)!),
                    detailsSecond: Int64(generator.next() % 3))
            }
            func merged(_ list: [Payment]) -> Payment {
                var result = list[0]
                for payment in list[1...] { result.merge(payment) }
                return result
            }
            let (first, second) = (merged(seen), merged((seen + seen.prefix(2)).shuffled(using: &generator)))
            #expect(
                first == second && first.details.reference.utf8.elementsEqual(second.details.reference.utf8),
                "seed \(seed)")
        }
    }
}
