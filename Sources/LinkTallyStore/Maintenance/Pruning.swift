import GRDB

/// Takes counts out of a store by their hour. Logs stay in the ledger, so that they add nothing when they are seen again.
package enum Pruning {
    /// What was removed, and what was not.
    package struct Outcome: Sendable, Equatable {
        /// Requests whose counts were removed, those without a time among them.
        package var removed = 0
        /// Requests without a time whose counts were removed.
        package var removedWithoutTime = 0
        /// Requests without a time whose counts are still there.
        package var leftWithoutTime = 0
    }

    /// Which counts, as SQL.
    private struct Condition {
        /// On columns `log` and `hour`.
        let hours: String
        /// On columns `log` and `second`.
        let seconds: String

        init(before hour: Int64?, undated: Bool, of log: Int64? = nil) {
            let ofLog = log.map { "log = \($0) AND " } ?? ""
            var (hours, seconds): ([String], [String]) = ([], [])
            if let hour {
                hours.append("hour < \(hour)")
                seconds.append("second < \(hour * 3600)")
            }
            if undated {
                hours.append("hour = \(StoreTime.unknownHour)")
                seconds.append("second >= \(StoreTime.unknownSecond)")
            }
            self.hours = "\(ofLog)(\(hours.joined(separator: " OR ")))"
            self.seconds = "\(ofLog)(\(seconds.joined(separator: " OR ")))"
        }
    }

    /// Removes the counts of all hours before `hour` (Unix hours; nil: of none), and those without a time where `undated`.
    /// Logs that had such hours get a mark up to where they were pruned; what goes on before it later is not counted. O(rows).
    package static func prune(before hour: Int64?, undated: Bool, in store: Store) throws -> Outcome {
        try store.change { database in
            var outcome = Outcome()
            let unknown = Condition(before: nil, undated: true)
            let undatedRequests = try requests(unknown, database)
            if undated {
                outcome.removedWithoutTime = undatedRequests
            } else {
                outcome.leftWithoutTime = undatedRequests
            }
            guard hour != nil || undated else { return outcome }
            let condition = Condition(before: hour, undated: undated)
            var changed = Set(
                try Int64.fetchAll(database, sql: "SELECT DISTINCT log FROM hour_count WHERE \(condition.hours)"))
            if let hour {
                // A mark that is there already moves on, though there is nothing to remove any more.
                let marked = try Int64.fetchAll(
                    database,
                    sql: """
                        UPDATE log SET pruned_before = ?1
                        WHERE IFNULL(pruned_before < ?1, id IN (SELECT log FROM hour_count WHERE hour < ?1))
                        RETURNING id
                        """, arguments: [hour])
                changed.formUnion(marked)
            }
            outcome.removed = try requests(condition, database)
            try remove(condition, database)
            for log in changed { try LedgerSeal.write(log, database) }
            return outcome
        }
    }

    /// Removes what was counted of a log that has gone on in hours that were pruned, in the transaction that counted it. The
    /// caller seals the log. O(rows of the log, and all touches) where there is anything.
    ///
    /// - Returns: Requests whose counts were removed, and up to which hour.
    static func drop(of log: Int64, _ database: Database) throws -> (requests: Int, before: Int64)? {
        let mark = "SELECT pruned_before FROM log WHERE id = ? AND pruned_before IS NOT NULL"
        guard let hour = try Int64.fetchOne(database, sql: mark, arguments: [log]) else { return nil }
        let condition = Condition(before: hour, undated: false, of: log)
        let requests = try requests(condition, database)
        guard requests > 0 else { return nil }
        try remove(condition, database)
        return (requests, hour)
    }

    private static func requests(_ condition: Condition, _ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT SUM(requests) FROM hour_count WHERE \(condition.hours)") ?? 0
    }

    private static func remove(_ condition: Condition, _ database: Database) throws {
        try database.execute(
            sql: """
                UPDATE log SET pruned_requests = pruned_requests + h.requests
                FROM (SELECT log, SUM(requests) AS requests FROM hour_count WHERE \(condition.hours) GROUP BY log) h
                WHERE h.log = log.id
                """)
        try DayRollup.subtract(where: condition.hours, [], from: database)
        for table in CountTable.ofLogs.map(\.name) + ["erased_touch"] where table != CountTable.touch.name {
            try database.execute(sql: "DELETE FROM \(table) WHERE \(condition.hours)")
        }
        try database.execute(sql: "DELETE FROM touch WHERE \(condition.seconds)")
    }
}
