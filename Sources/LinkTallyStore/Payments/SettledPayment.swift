import LinkTallyPayments

/// A paid payment with what became of its reference.
struct SettledPayment {
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
