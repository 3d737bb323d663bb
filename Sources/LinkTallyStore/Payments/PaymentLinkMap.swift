import LinkTallyCore

/// Which links of the logs lead to which payment link: events name a `plink_...`, logs a path.
package struct PaymentLinkMap: Sendable {
    private let patterns: [(paymentLink: String, pattern: LinkPattern)]

    /// - Parameter rows: Payment links, each with a shell pattern for its links, read as `--link` reads it; a payment link may have
    ///   several.
    package init(_ rows: [(paymentLink: String, link: String)]) {
        patterns = rows.map { ($0.paymentLink, LinkPattern($0.link)) }
    }

    /// The payment links that have a pattern.
    var paymentLinks: Set<String> { Set(patterns.map(\.paymentLink)) }

    /// The payment links that a link of the logs leads to. O(patterns * link).
    func paymentLinks(ofLink link: String) -> Set<String> {
        let bytes = Array(link.utf8)
        return Set(patterns.filter { $0.pattern.matches(link: bytes.rawSpan) }.map(\.paymentLink))
    }
}
