import GRDB
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

/// Clicks that lead to a payment link and whose reference was rejected.
struct LostClicks {
    /// Unix seconds of the first one's hour; one of unknown time can have been at any time.
    private(set) var firstSecond = Int64.max
    private(set) var clicks = 0

    /// A single pass over outcomes, then a look at each link that lost a reference.
    static let sql = """
        SELECT link.link, lost.hour, lost.clicks
        FROM (
            SELECT link, MIN(CASE hour WHEN \(StoreTime.unknownHour) THEN 0 ELSE hour END) AS hour, SUM(lost_reference) AS clicks
            FROM outcome WHERE lost_reference > 0 GROUP BY link
        ) AS lost JOIN link ON link.id = lost.link
        """

    /// Those that lead to each payment link of `map`. O(links * patterns).
    static func byPaymentLink(_ database: Database, _ map: PaymentLinkMap) throws -> [String: LostClicks] {
        var lost: [String: LostClicks] = [:]
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            let (hour, clicks): (Int64, Int) = (row[1], row[2])
            for paymentLink in map.paymentLinks(ofLink: row[0]) {
                lost[paymentLink, default: LostClicks()].add(clicks, from: hour * 3600)
            }
        }
        return lost
    }

    private mutating func add(_ clicks: Int, from second: Int64) {
        firstSecond = min(firstSecond, second)
        self.clicks += clicks
    }
}
