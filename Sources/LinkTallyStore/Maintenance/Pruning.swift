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
    /// Logs that had such hours get a mark up to where they were pruned; requests of earlier hours that they get later are not
    /// counted. O(rows).
    package static func prune(before hour: Int64?, undated: Bool, in store: Store) throws -> Outcome {
        try store.change { database in
            var outcome = Outcome()
            let unknown = Condition(before: nil, undated: true)
            let undatedRequests = try requests(unknown, database).values.reduce(0, +)
            if undated {
                outcome.removedWithoutTime = undatedRequests
            } else {
                outcome.leftWithoutTime = undatedRequests
            }
            guard hour != nil || undated else { return outcome }
            let condition = Condition(before: hour, undated: undated)
            let requests = try requests(condition, database)
            var changed = Set(requests.keys)
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
            outcome.removed = requests.values.reduce(0, +)
            try remove(condition, requests, database)
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
        guard let dropped = requests[log], dropped > 0 else { return nil }
        try remove(condition, requests, database)
        return (dropped, hour)
    }

    /// The requests of each log that has counts which fit. O(hours of the logs).
    private static func requests(_ condition: Condition, _ database: Database) throws -> [Int64: Int] {
        let sql = "SELECT log, SUM(requests) FROM hour_count WHERE \(condition.hours) GROUP BY log"
        return Dictionary(uniqueKeysWithValues: try Row.fetchAll(database, sql: sql).map { ($0[0], $0[1]) })
    }

    /// Removes the counts that fit, whose requests by log are `requests`.
    private static func remove(_ condition: Condition, _ requests: [Int64: Int], _ database: Database) throws {
        for (log, requests) in requests {
            try database.execute(
                sql: "UPDATE log SET pruned_requests = pruned_requests + ? WHERE id = ?", arguments: [requests, log])
        }
        try DayRollup.subtract(where: condition.hours, [], from: database)
        for table in CountTable.ofLogs.map(\.name) + ["erased_touch"] where table != CountTable.touch.name {
            try database.execute(sql: "DELETE FROM \(table) WHERE \(condition.hours)")
        }
        try database.execute(sql: "DELETE FROM touch WHERE \(condition.seconds)")
    }
}

/// Takes logs out of a store.
package enum Forgetting {
    /// Removes a log, its counts, and its entry in the ledger, so that it can be counted again; false where there is none of
    /// this number. O(rows of the log, and all touches).
    package static func forget(_ log: Int64, in store: Store) throws -> Bool {
        try store.change { database in
            guard try Int.fetchOne(database, sql: "SELECT 1 FROM log WHERE id = ?", arguments: [log]) != nil else {
                return false
            }
            try DayRollup.subtract(where: "log = ?", [log], from: database)
            for table in CountTable.ofLogs.map(\.name) + CountTable.othersOfLogs {
                try database.execute(sql: "DELETE FROM \(table) WHERE log = ?", arguments: [log])
            }
            try database.execute(sql: "DELETE FROM log WHERE id = ?", arguments: [log])
            return true
        }
    }

    /// Removes what is noted of inputs that could not be counted and are not expected any more, of every origin.
    ///
    /// - Returns: How many entries there were.
    package static func forgetFailures(named name: String, in store: Store) throws -> Int {
        try store.change { database in
            try database.execute(sql: "DELETE FROM failure WHERE name = ?", arguments: [name])
            return database.changesCount
        }
    }
}
