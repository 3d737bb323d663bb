/// A currency as payments name it: three lower-case letters (ISO 4217).
package struct Currency: Hashable, Sendable, Comparable {
    package let code: String

    /// Nil where `code` is not three lower-case letters.
    package init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) else {
            return nil
        }
        self.code = code
    }

    /// Digits of an amount behind the decimal point: `amount_total` 1234 is 12.34 in most currencies, 1234 in those without
    /// decimals, 1.234 in those with three.
    ///
    /// As the payment provider counts ("Supported currencies", docs.stripe.com/currencies), which is not ISO 4217 throughout:
    /// Malagasy ariary have no decimals; Icelandic krónur and Ugandan shillings have two, always 00.
    package var digits: Int {
        switch code {
        case "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf": 0
        case "bhd", "jod", "kwd", "omr", "tnd": 3
        default: 2
        }
    }

    package static func < (a: Currency, b: Currency) -> Bool { a.code < b.code }
}
