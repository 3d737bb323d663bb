/// One of the six parameters that Payment Links read from a link's query string.
public enum Parameter: UInt8, CaseIterable, Sendable {
    case source, medium, campaign, term, content, reference

    /// The parameter's name as it stands in a query, compared after decoding, whole and case-sensitively.
    public var name: String {
        switch self {
        case .source: "utm_source"
        case .medium: "utm_medium"
        case .campaign: "utm_campaign"
        case .term: "utm_term"
        case .content: "utm_content"
        case .reference: "client_reference_id"
        }
    }

    /// The most bytes a value may have after decoding: 150 for UTM codes, 200 for `client_reference_id`
    /// (Payment Links documentation).
    public var limit: Int { self == .reference ? 200 : 150 }

    /// The five UTM codes, in the order of an attribution row.
    public static let utmCodes: [Parameter] = [.source, .medium, .campaign, .term, .content]
}

extension Parameter: CustomStringConvertible {
    public var description: String { name }
}
