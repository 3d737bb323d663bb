import Testing

@testable import LinkTallyPayments

@Suite struct CurrencyTests {
    @Test(arguments: [
        ("usd", 123_456_789, "1,234,567.89", "1234567.89"), ("eur", 5, "0.05", "0.05"), ("eur", 0, "0.00", "0.00"),
        ("jpy", 1234, "1,234", "1234"), ("krw", 0, "0", "0"), ("kwd", 5120, "5.120", "5.120"),
        ("bhd", 7, "0.007", "0.007"),
        ("huf", 1000, "10.00", "10.00"), ("isk", 500, "5.00", "5.00"), ("ugx", 500, "5.00", "5.00"),
        ("mga", 500, "500", "500"), ("usd", -1999, "-19.99", "-19.99"),
        ("xof", 1_000_000_000_000, "1,000,000,000,000", "1000000000000"),
    ])
    func amountsHaveTheDigitsOfTheirCurrency(_ code: String, _ amount: Int64, _ grouped: String, _ plain: String) throws
    {
        let money = Money(amount, try #require(Currency(code)))
        #expect(money.groupedText == grouped && money.plainText == plain)
    }

    @Test(arguments: ["", "us", "usdx", "USD", "u$d", "éu"])
    func whatIsNoCurrency(_ code: String) { #expect(Currency(code) == nil) }
}
