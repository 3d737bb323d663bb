import Foundation
import GRDB
import LinkTallyCore

/// Looks whether a store is whole: SQLite's own check, the schema, every balance that must hold, and the ledger.
package enum StoreCheck {
    /// What is wrong, at most `limit` of each kind; nothing where all is well. O(rows * log rows).
    package static func problems(of store: Store, limit: Int = 10) throws -> [String] {
        try store.database.read { database in
            let damage = try String.fetchAll(database, sql: "PRAGMA integrity_check(\(limit))").filter { $0 != "ok" }
            guard damage.isEmpty else { return damage.map { "the file is damaged: \($0)" } }
            // All other checks ask for these tables and columns.
            let schema = try SchemaCheck.problems(of: database)
            guard schema.isEmpty else { return schema.map { "the schema: \($0)" } }
            return try (balances + orphans).flatMap { check in
                try String.fetchAll(database, sql: "\(check.sql) LIMIT \(limit)").map { "\(check.what): \($0)" }
            } + LedgerCheck.problems(of: database, limit: limit)
        }
    }

    private typealias Check = (what: String, sql: String)

    /// Each lists what does not add up: `log` and `hour`, and what is wrong there.
    private static var balances: [Check] {
        let hour = "'log ' || h.log || ', hour ' || h.hour"
        let same = "log = h.log AND hour = h.hour"
        var checks: [Check] = [
            (
                "lines are not the sum of their kinds",
                """
                SELECT 'log ' || id FROM log
                WHERE lines <> blank + directive + malformed + no_target + filtered + requests
                """
            ),
            (
                "requests are not those of the hours and those that were pruned",
                """
                SELECT 'log ' || id FROM log
                WHERE requests <> pruned_requests + IFNULL((SELECT SUM(requests) FROM hour_count WHERE log = log.id), 0)
                """
            ),
            (
                "more requests of a kind than of the kind around it",
                """
                SELECT \(hour) FROM hour_count h
                WHERE NOT (requests >= with_query AND with_query >= with_parameters AND with_parameters >= tagged
                    AND tagged >= attributed)
                """
            ),
            (
                "hits are not the attributed requests",
                """
                SELECT \(hour) FROM hour_count h
                WHERE attributed <> IFNULL((SELECT SUM(hits) FROM attribution WHERE \(same)), 0)
                """
            ),
            (
                "hits that lost a value are not what became of the requests with their link",
                """
                SELECT \(hour) || ', link ' || h.link FROM outcome h JOIN attribution a USING (log, hour, link)
                GROUP BY h.log, h.hour, h.link
                HAVING MAX(a.with_rejection - a.hits) > 0 OR COUNT(a.with_rejection) = COUNT(*)
                    AND SUM(a.with_rejection) NOT BETWEEN h.with_rejection - h.lost_attribution - h.lost_reference
                        AND h.with_rejection - h.lost_attribution
                """
            ),
            ("attributions by day are not the sum of the rows", rollup),
            (
                "accepted references are not the touches",
                """
                WITH t AS (
                    SELECT log, \(StoreTime.hour(ofSecondIn: "second")) AS hour, hits FROM touch
                    UNION ALL SELECT log, hour, hits FROM erased_touch
                    UNION ALL SELECT log, hour, -client_reference_id_accepted FROM hour_count)
                SELECT 'log ' || log || ', hour ' || hour FROM t GROUP BY log, hour HAVING SUM(hits) <> 0
                """
            ),
        ]
        for (column, sum) in zip(["with_parameters"] + StoreColumns.outcomes, ["requests"] + StoreColumns.outcomes) {
            checks.append(
                (
                    "\(column) is not the sum over links",
                    """
                    SELECT \(hour) FROM hour_count h
                    WHERE \(column) <> IFNULL((SELECT SUM(\(sum)) FROM outcome WHERE \(same)), 0)
                    """
                ))
        }
        for parameter in Parameter.utmCodes {
            checks.append(
                (
                    "\(parameter.name)_accepted is not the hits with a value",
                    """
                    SELECT \(hour) FROM hour_count h WHERE \(parameter.name)_accepted <> IFNULL(
                        (SELECT SUM(hits) FROM attribution a JOIN codes ON codes.id = a.codes
                        WHERE \(same) AND \(parameter.column) <> ''), 0)
                    """
                ))
        }
        for parameter in Parameter.allCases {
            for reason in RejectionReason.allCases where reason != .duplicate {
                checks.append(
                    (
                        "\(parameter.name)_\(reason.name) is not the rejections",
                        """
                        SELECT \(hour) FROM hour_count h WHERE \(parameter.name)_\(reason.name) <> IFNULL(
                            (SELECT SUM(hits) FROM rejection
                            WHERE \(same) AND parameter = '\(parameter.name)' AND reason = '\(reason.name)'), 0)
                        """
                    ))
            }
        }
        return checks
    }

    /// Both sides of the rollup, one of them taken away from the other.
    private static var rollup: String {
        """
        WITH both AS (
            SELECT day, link, codes, hits, errors FROM day_attribution
            UNION ALL SELECT \(StoreTime.day(ofHourIn: "hour")), link, codes, -hits, -errors FROM attribution)
        SELECT 'day ' || day || ', link ' || link || ', codes ' || codes FROM both
        GROUP BY day, link, codes HAVING SUM(hits) <> 0 OR SUM(errors) <> 0
        """
    }

    /// Rows that belong to nothing: no log, no hour, no link, no codes.
    private static var orphans: [Check] {
        var checks: [Check] = CountTable.othersOfLogs.map { table in
            (
                "\(table) names a log that is not there",
                "SELECT DISTINCT log FROM \(table) WHERE log NOT IN (SELECT id FROM log)"
            )
        }
        for table in CountTable.all {
            for column in ["log", "link", "codes"] where table.key.contains(column) {
                checks.append(
                    (
                        "\(table.name) names a \(column) that is not there",
                        "SELECT DISTINCT \(column) FROM \(table.name) WHERE \(column) NOT IN (SELECT id FROM \(column))"
                    ))
            }
            if table.key.contains("hour"), table.name != CountTable.hourCount.name {
                checks.append(
                    (
                        "\(table.name) has an hour without requests",
                        """
                        SELECT DISTINCT 'log ' || log || ', hour ' || hour FROM \(table.name)
                        WHERE (log, hour) NOT IN (SELECT log, hour FROM hour_count)
                        """
                    ))
            }
        }
        return checks
    }
}

/// Looks whether a store has the tables, views and indexes that its schema makes. What else somebody made is let be.
enum SchemaCheck {
    private struct Object: Hashable {
        let type: String
        let name: String
        let sql: String
    }

    /// What is missing or was changed.
    static func problems(of database: Database) throws -> [String] {
        // Made anew, in memory, by the same steps.
        let whole = try DatabaseQueue()
        try StoreMigrations.migrator.migrate(whole)
        let expected = try whole.read(objects)
        let found = Dictionary(uniqueKeysWithValues: try objects(database).map { ($0.name, $0) })
        return expected.compactMap { object in
            guard let other = found[object.name] else { return "the \(object.type) \(object.name) is missing" }
            return other == object ? nil : "the \(object.type) \(object.name) is not as it was made"
        }
    }

    /// Those that were made by a statement, by name: SQLite makes others by itself.
    private static func objects(_ database: Database) throws -> [Object] {
        let sql =
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        return try Row.fetchAll(database, sql: "\(sql) ORDER BY name").map { row in
            Object(type: row["type"], name: row["name"], sql: row["sql"])
        }
    }
}
