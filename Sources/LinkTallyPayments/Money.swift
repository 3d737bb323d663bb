/// An amount of one currency.
package struct Money: Hashable, Sendable {
    /// In the currency's smallest unit.
    package let amount: Int64
    package let currency: Currency

    package init(_ amount: Int64, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount with the currency's digits, without a name: `1234.50`.
    package var plainText: String { text(groupedBy: "") }
    /// The same for people: `1,234.50`.
    package var groupedText: String { text(groupedBy: ",") }

    private func text(groupedBy separator: String) -> String {
        let digits = currency.digits
        let plain = String(amount.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - plain.count)) + plain
        let whole = padded.dropLast(digits)
        var text = amount < 0 ? "-" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { text += separator }
            text.append(digit)
        }
        return digits == 0 ? text : text + "." + padded.suffix(digits)
    }
}

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
