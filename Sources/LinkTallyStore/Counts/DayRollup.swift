import GRDB
import LinkTallyCore

/// The sum of attribution rows by day over all logs, kept in the transactions that change them.
enum DayRollup {
    /// Adds `rows`, which are numbered as the store's. O(rows * log rows).
    static func add(_ rows: [DatedRow], to database: Database) throws {
        struct Sum {
            let day: Int64
            let link: UInt32
            let codes: UInt32
            var hits: UInt64
            var errors: UInt64
            var key: (Int64, UInt32, UInt32) { (day, link, codes) }
        }
        var sums = rows.map { row in
            let day = StoreTime.day(ofHour: StoreTime.hour(row.hour))
            return Sum(day: day, link: row.link, codes: row.codes, hits: row.hits, errors: row.errors)
        }
        sums.sort { $0.key < $1.key }
        sums = sums.merged {
            $0.key == $1.key
        } adding: { sum, other in
            sum.hits += other.hits
            sum.errors += other.errors
        }
        let insert = try RowStatement(database, CountDestination.store.insert(.dayAttribution))
        for sum in sums {
            insert.bind(sum.day, at: 1)
            insert.bind(Int64(sum.link), at: 2)
            insert.bind(Int64(sum.codes), at: 3)
            insert.bind(sum.hits, at: 4)
            insert.bind(sum.errors, at: 5)
            try insert.run()
        }
    }

    /// Takes away what the rows of `attribution` that fit `condition` (SQL) add up to. To be called before they are deleted.
    /// O(rows).
    static func subtract(where condition: String, _ arguments: StatementArguments, from database: Database) throws {
        let day = StoreTime.day(ofHourIn: "hour")
        try database.execute(
            sql: """
                INSERT INTO day_attribution
                SELECT \(day), link, codes, -SUM(hits), -SUM(errors) FROM attribution WHERE \(condition) GROUP BY 1, 2, 3
                \(CountTable.dayAttribution.addition)
                """, arguments: arguments)
        try database.execute(sql: "DELETE FROM day_attribution WHERE hits = 0 AND errors = 0")
    }
}
