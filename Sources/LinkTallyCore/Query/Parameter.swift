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

extension Parameter {
    /// The parameter's name as a column of attribution rows.
    package var column: String {
        switch self {
        case .source: "source"
        case .medium: "medium"
        case .campaign: "campaign"
        case .term: "term"
        case .content: "content"
        case .reference: "reference"
        }
    }
}

/// A set of parameters in one byte.
public struct ParameterSet: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of `parameter` alone.
    @inline(__always)
    public init(_ parameter: Parameter) { rawValue = 1 &<< parameter.rawValue }

    /// The five UTM codes.
    public static let utmCodes = ParameterSet(rawValue: 0b01_1111)
    /// `client_reference_id`.
    public static let reference = ParameterSet(rawValue: 0b10_0000)

    /// Whether `parameter` is in the set. O(1).
    @inline(__always)
    public func contains(_ parameter: Parameter) -> Bool { rawValue & (1 &<< parameter.rawValue) != 0 }
}
