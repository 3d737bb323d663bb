/// Which of a reference's clicks before a payment gets the payment's revenue.
package enum Attribution: String, CaseIterable, Sendable {
    case first, last
}
