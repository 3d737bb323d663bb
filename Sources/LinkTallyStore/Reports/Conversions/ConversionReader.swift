import GRDB
import LinkTallyCore

/// Conversions beside the clicks that have the same five values.
///
/// After a payment the redirect carries the link's UTM codes, so that hits on a goal's links are conversions and never clicks.
package struct ConversionReader {
    private let database: Database
    /// How many links of the store are each goal's.
    package let goalLinks: [Int]

    /// Adds up clicks and conversions of `question`'s range and of the time that it is compared with; it must have no unit.
    /// O(attributions * log attributions).
    package init(_ snapshot: StoreSnapshot, _ goals: [Goal], _ question: GroupedQuestion) throws {
        database = snapshot.database
        let plan = try PeriodPlan(database, question)
        _ = try plan.write()
        goalLinks = try ConversionTables(database).fill(goals, from: plan.source)
    }

    /// All clicks, and all conversions of a goal. O(codes).
    package func total(_ goal: Int) throws -> ConversionCounts {
        let clicks = try counts("SELECT SUM(hits), 0, SUM(before), 0 FROM temp.click")
        let conversions = try counts(
            "SELECT 0, SUM(hits), 0, SUM(before) FROM temp.conversion WHERE goal = \(goal)")
        return ConversionCounts(
            clicks: clicks?.clicks ?? 0, conversions: conversions?.conversions ?? 0,
            clicksBefore: clicks?.clicksBefore ?? 0, conversionsBefore: conversions?.conversionsBefore ?? 0)
    }

    /// Calls `body` with each campaign and source that has clicks or conversions of a goal: by name; where `limit` is given those
    /// with the most conversions, then the most clicks. O(codes * log codes).
    package func forEachCampaign(
        _ goal: Int, limit: Int?, _ body: (_ campaign: String, _ source: String, ConversionCounts) throws -> Void
    ) throws {
        var rows = try LentRows(
            database,
            """
            SELECT \(Self.sums("n.clicks", "n.conversions", "n.clicks_before", "n.conversions_before")),
                c.campaign, c.source
            FROM (
                SELECT codes, hits AS clicks, 0 AS conversions, before AS clicks_before, 0 AS conversions_before
                FROM temp.click
                UNION ALL SELECT codes, 0, hits, 0, before FROM temp.conversion WHERE goal = \(goal)
            ) n CROSS JOIN codes c ON c.id = n.codes
            GROUP BY c.campaign, c.source \(Self.order(limit, "c.campaign, c.source"))
            """)
        while try rows.next() { try body(rows.text(4), rows.text(5), Self.counts(rows)) }
    }

    /// Calls `body` with each link that was the only one on which some five values were clicked, with the clicks and conversions
    /// of these: by name; where `limit` is given those with the most conversions, then the most clicks. What belongs to several
    /// links or to none comes last. O(codes * log codes).
    package func forEachLink(_ goal: Int, limit: Int?, _ body: (ClickedLink, ConversionCounts) throws -> Void) throws {
        let sums = Self.sums("k.hits", "IFNULL(v.hits, 0)", "k.before", "IFNULL(v.before, 0)")
        let converted = "LEFT JOIN temp.conversion v ON v.goal = \(goal) AND v.codes = k.codes"
        var rows = try LentRows(
            database,
            """
            SELECT \(sums), l.link FROM temp.click k CROSS JOIN link l ON l.id = k.link \(converted)
            GROUP BY l.id \(Self.order(limit, "l.link"))
            """)
        while try rows.next() { try body(.one(rows.text(4)), Self.counts(rows)) }
        let several = try counts("SELECT \(sums) FROM temp.click k \(converted) WHERE k.link = 0")
        if let several { try body(.several, several) }
        if let none = try notClicked(goal) { try body(.none, none) }
    }

    /// Conversions of a goal whose five values were not clicked in the time that is counted; nil where there are none. O(codes).
    package func notClicked(_ goal: Int) throws -> ConversionCounts? {
        try counts(
            """
            SELECT 0, SUM(v.hits), 0, SUM(v.before) FROM temp.conversion v
            WHERE v.goal = \(goal) AND NOT EXISTS (SELECT 1 FROM temp.click k WHERE k.codes = v.codes)
            """)
    }

    /// Calls `body` with the five values that were clicked and never came back to any goal: by values; where `limit` is given
    /// those with the most clicks. O(codes * log codes).
    package func forEachLost(
        limit: Int?, _ body: (_ values: [String], _ clicks: UInt64, _ clicksBefore: UInt64) throws -> Void
    ) throws {
        let columns = Parameter.utmCodes.map(\.column)
        let list = columns.joined(separator: ", ")
        var rows = try LentRows(
            database,
            """
            SELECT \(list), k.hits, k.before FROM temp.click k CROSS JOIN codes c ON c.id = k.codes
            WHERE \(Self.isLost("hits"))
            ORDER BY \(limit == nil ? list : "k.hits DESC, \(list) LIMIT \(limit ?? 0)")
            """)
        while try rows.next() {
            try body(columns.indices.map { rows.text($0) }, rows.count(columns.count), rows.count(columns.count + 1))
        }
    }

    /// How many combinations of five values never came back, and their clicks; in the time before those that did not come back
    /// in that time. O(codes).
    package func lost(before: Bool = false) throws -> (codes: UInt64, clicks: UInt64) {
        let hits = before ? "before" : "hits"
        var rows = try LentRows(
            database, "SELECT COUNT(*), SUM(k.\(hits)) FROM temp.click k WHERE \(Self.isLost(hits))")
        _ = try rows.next()
        return (rows.count(0), rows.count(1))
    }

    /// SQL: whether codes were clicked in the range itself (`hits`), or in the time before (`before`), and did not come back in it.
    private static func isLost(_ hits: String) -> String {
        "k.\(hits) > 0 AND NOT EXISTS (SELECT 1 FROM temp.conversion v WHERE v.codes = k.codes AND v.\(hits) > 0)"
    }

    /// SQL: the four sums that `counts` reads.
    private static func sums(
        _ clicks: String, _ conversions: String, _ clicksBefore: String, _ conversionsBefore: String
    ) -> String {
        """
        SUM(\(clicks)) AS clicks, SUM(\(conversions)) AS conversions, SUM(\(clicksBefore)) AS clicks_before,
            SUM(\(conversionsBefore)) AS conversions_before
        """
    }

    private static func order(_ limit: Int?, _ key: String) -> String {
        guard let limit else { return "ORDER BY \(key)" }
        return
            "ORDER BY conversions DESC, clicks DESC, conversions_before DESC, clicks_before DESC, \(key) LIMIT \(limit)"
    }

    /// The counts of a query's only row; nil where there are none.
    private func counts(_ sql: String) throws -> ConversionCounts? {
        var rows = try LentRows(database, sql)
        _ = try rows.next()
        let counts = Self.counts(rows)
        return counts == ConversionCounts() ? nil : counts
    }

    private static func counts(_ rows: borrowing LentRows) -> ConversionCounts {
        ConversionCounts(
            clicks: rows.count(0), conversions: rows.count(1), clicksBefore: rows.count(2),
            conversionsBefore: rows.count(3))
    }
}

/// The TEMP tables that conversions are read from: `goal_link` (links that are goals), `click` (hits on all others, by codes) and
/// `conversion` (hits on goals, by codes and goal).
///
/// There can be as many codes as there were clicks, so that what is added up by them is sorted by SQLite, on disk.
struct ConversionTables {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// `click.link`: the one link that codes were clicked on; 0 for several. `before`: hits of the period before.
    private static let prepare = """
        CREATE TEMP TABLE goal_link (link INTEGER PRIMARY KEY, goal INTEGER NOT NULL) STRICT;
        CREATE TEMP TABLE click (
            codes INTEGER PRIMARY KEY, link INTEGER NOT NULL, hits INTEGER NOT NULL, before INTEGER NOT NULL
        ) STRICT;
        CREATE TEMP TABLE conversion (
            codes INTEGER NOT NULL, goal INTEGER NOT NULL, hits INTEGER NOT NULL, before INTEGER NOT NULL,
            PRIMARY KEY (codes, goal)
        ) STRICT, WITHOUT ROWID;
        """

    private static let hits = "SUM(t.hits * (1 - m.before)), SUM(t.hits * m.before)"

    private static func clicks(_ source: String) -> String {
        """
        SELECT t.codes, CASE WHEN MIN(t.link) = MAX(t.link) THEN MIN(t.link) ELSE 0 END, \(hits)
        FROM \(source) WHERE t.link NOT IN (SELECT link FROM temp.goal_link) GROUP BY t.codes
        """
    }

    private static func conversions(_ source: String) -> String {
        """
        SELECT t.codes, g.goal, \(hits)
        FROM \(source) CROSS JOIN temp.goal_link g ON g.link = t.link GROUP BY t.codes, g.goal
        """
    }

    /// Makes and fills the tables from attributions as `source` names them; the number of links of each goal. A link that several
    /// goals fit is the first one's. O(links * goals), O(attributions * log attributions).
    func fill(_ goals: [Goal], from source: String) throws -> [Int] {
        try database.execute(sql: Self.prepare)
        var counts = goals.map { _ in 0 }
        let insert = try RowStatement(database, "INSERT INTO temp.goal_link VALUES (?, ?)")
        try GoalLinks.forEach(goals, database) { link, goal in
            counts[goal] += 1
            insert.bind(link, at: 1)
            insert.bind(Int64(goal), at: 2)
            try insert.run()
        }
        try database.execute(
            sql: """
                INSERT INTO temp.click \(Self.clicks(source));
                INSERT INTO temp.conversion \(Self.conversions(source));
                """)
        return counts
    }
}
