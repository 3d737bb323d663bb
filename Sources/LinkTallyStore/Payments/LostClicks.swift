import GRDB

/// Clicks whose reference was rejected, by the payment link that they lead to.
enum LostClicks {
    /// When they began, and how many there are.
    struct Entry {
        /// Unix seconds of the first one's hour; one of unknown time can have been at any time.
        let firstSecond: Int64
        let clicks: Int
    }

    /// A single pass over outcomes, then a look at each link that lost a reference.
    static let sql = """
        SELECT link.link, lost.hour, lost.clicks
        FROM (
            SELECT link, MIN(CASE hour WHEN \(StoreTime.unknownHour) THEN 0 ELSE hour END) AS hour, SUM(lost_reference) AS clicks
            FROM outcome WHERE lost_reference > 0 GROUP BY link
        ) AS lost JOIN link ON link.id = lost.link
        """

    /// The clicks that lead to each payment link of `map`.
    static func entries(_ database: Database, _ map: PaymentLinkMap) throws -> [String: Entry] {
        var entries: [String: Entry] = [:]
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() {
            let (hour, clicks): (Int64, Int) = (row[1], row[2])
            for paymentLink in map.paymentLinks(ofLink: row[0]) {
                let entry = entries[paymentLink] ?? Entry(firstSecond: .max, clicks: 0)
                entries[paymentLink] = Entry(
                    firstSecond: min(entry.firstSecond, hour * 3600), clicks: entry.clicks + clicks)
            }
        }
        return entries
    }
}
