import GRDB
import LinkTallyCore

/// Counts of one log that memory has no room for, in TEMP tables of a worker's connection: no other process sees them, nobody
/// waits for them, and they are gone when the connection is.
struct SpilledCounts {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// Makes the tables, unless they are there.
    func prepare() throws {
        let columns = Parameter.utmCodes.map(\.column).joined(separator: ", ")
        let texts = Parameter.utmCodes.map { "\($0.column) TEXT NOT NULL" }.joined(separator: ", ")
        try database.execute(
            sql: """
                CREATE TEMP TABLE IF NOT EXISTS spilled_link (id INTEGER PRIMARY KEY, link TEXT NOT NULL UNIQUE, kept INTEGER);
                CREATE TEMP TABLE IF NOT EXISTS spilled_codes (
                    id INTEGER PRIMARY KEY, \(texts), kept INTEGER, UNIQUE (\(columns)));
                """)
        for table in CountTable.ofLogs {
            let columns = table.columns.joined(separator: ", ")
            try database.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS spilled_\(table.name) (\(columns))")
        }
    }

    /// Adds what `tally` has. The tables must be there.
    func add(_ tally: borrowing Tally, segmentStarts: [Int]) throws {
        try TallyWriter(database, .spilled, log: 0, segmentStarts: segmentStarts).write(tally)
    }

    /// Copies all to the store's tables, in the order of their keys. O(rows * log rows).
    func copy(toLog log: Int64) throws {
        try copyNumbers("link", ["link"])
        try copyNumbers("codes", Parameter.utmCodes.map(\.column))
        for table in CountTable.ofLogs { try copy(table, log) }
        let day = StoreTime.day(ofHourIn: "hour")
        try database.execute(
            sql: """
                INSERT INTO day_attribution
                SELECT \(day), l.kept, c.kept, SUM(hits), SUM(errors)
                FROM spilled_attribution s JOIN spilled_link l ON l.id = s.link JOIN spilled_codes c ON c.id = s.codes
                WHERE true GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                \(CountTable.dayAttribution.addition)
                """)
    }

    /// Forgets all.
    func removeAll() throws {
        for name in CountTable.ofLogs.map(\.name) + ["link", "codes"] {
            try database.execute(sql: "DROP TABLE IF EXISTS temp.spilled_\(name)")
        }
    }

    /// Gives links or codes the store's numbers.
    private func copyNumbers(_ table: String, _ columns: [String]) throws {
        let list = columns.joined(separator: ", ")
        let isSame = columns.map { "t.\($0) = s.\($0)" }.joined(separator: " AND ")
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO \(table) (\(list)) SELECT \(list) FROM spilled_\(table);
                UPDATE spilled_\(table) AS s SET kept = (SELECT id FROM \(table) t WHERE \(isSame));
                """)
    }

    private func copy(_ table: CountTable, _ log: Int64) throws {
        let columns = table.columns.map { column in
            switch column {
            case "log": "\(log)"
            case "link": "l.kept"
            case "codes": "c.kept"
            case _ where table.sums.contains(column): "SUM(s.\(column))"
            case table.least: "MIN(s.\(column))"
            default: "s.\(column)"
            }
        }
        var joins = ""
        if table.key.contains("link") { joins += " JOIN spilled_link l ON l.id = s.link" }
        if table.key.contains("codes") { joins += " JOIN spilled_codes c ON c.id = s.codes" }
        // By place: the first of them is a number of its own, the log.
        let places = table.key.indices.map { "\($0 + 1)" }.joined(separator: ", ")
        try database.execute(
            sql: """
                INSERT INTO \(table.name) SELECT \(columns.joined(separator: ", "))
                FROM spilled_\(table.name) s\(joins) WHERE true GROUP BY \(places) ORDER BY \(places) \(table.addition)
                """)
    }
}
