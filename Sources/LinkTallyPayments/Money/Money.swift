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
