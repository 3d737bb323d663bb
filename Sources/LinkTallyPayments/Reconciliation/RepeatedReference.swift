/// A reference that was paid more than once.
package struct RepeatedReference: Sendable, Equatable {
    package let reference: String
    package let total: PaymentTotal

    package init(reference: String, total: PaymentTotal) {
        self.reference = reference
        self.total = total
    }
}
