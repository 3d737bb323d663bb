/// The fields of events and sessions that are read.
enum Field: Int, CaseIterable {
    case id, created, livemode, status, paymentStatus, reference, paymentLink, paymentLinkID, amount, currency

    /// The published name; of a payment link that was expanded, the path to its id.
    var path: String {
        switch self {
        case .id: "id"
        case .created: "created"
        case .livemode: "livemode"
        case .status: "status"
        case .paymentStatus: "payment_status"
        case .reference: "client_reference_id"
        case .paymentLink: "payment_link"
        case .paymentLinkID: "payment_link/id"
        case .amount: "amount_total"
        case .currency: "currency"
        }
    }
}
