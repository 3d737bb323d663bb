import GRDB
import LinkTallyCore

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

    static func clicks(_ source: String) -> String {
        """
        SELECT t.codes, CASE WHEN MIN(t.link) = MAX(t.link) THEN MIN(t.link) ELSE 0 END, \(hits)
        FROM \(source) WHERE t.link NOT IN (SELECT link FROM temp.goal_link) GROUP BY t.codes
        """
    }

    static func conversions(_ source: String) -> String {
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
