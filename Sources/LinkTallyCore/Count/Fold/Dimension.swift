/// What counts are told apart by and what may be folded: beyond the memory bound, all but the most frequent values of a
/// dimension count as one, `(other)`.
package enum Dimension: UInt8, CaseIterable, Sendable {
    case source, medium, campaign, term, content, link, rejectedValue, hour

    /// The name in reports.
    package var name: String {
        switch self {
        case .link: "link"
        case .rejectedValue: "value"
        case .hour: "hour"
        default: parameter?.column ?? ""
        }
    }

    /// The UTM code whose values these are, or nil.
    package var parameter: Parameter? { Parameter(rawValue: rawValue).flatMap { $0 == .reference ? nil : $0 } }

    /// The dimension of a UTM code's values.
    package init?(_ parameter: Parameter) {
        guard parameter != .reference else { return nil }
        self.init(rawValue: parameter.rawValue)
    }
}
