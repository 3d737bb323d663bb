import GRDB

/// Takes counts out of a store.
package enum Forgetting {
    /// Removes a log, its counts, and its entry in the ledger, so that it can be counted again; false where there is none of
    /// this number. O(rows of the log, and all touches).
    package static func forget(_ log: Int64, in store: Store) throws -> Bool {
        try store.change { database in
            guard try Int.fetchOne(database, sql: "SELECT 1 FROM log WHERE id = ?", arguments: [log]) != nil else {
                return false
            }
            try DayRollup.subtract(where: "log = ?", [log], from: database)
            let tables = CountTable.ofLogs.map(\.name) + ["erased_touch", "checkpoint", "log_blocks", "file"]
            for table in tables { try database.execute(sql: "DELETE FROM \(table) WHERE log = ?", arguments: [log]) }
            try database.execute(sql: "DELETE FROM log WHERE id = ?", arguments: [log])
            return true
        }
    }

    /// Removes all counts of hours before `hour` (Unix hours). Logs stay in the ledger, marked, so that they add nothing when they
    /// are seen again. O(rows).
    ///
    /// - Returns: Requests whose counts were removed.
    package static func prune(before hour: Int64, in store: Store) throws -> Int {
        try store.change { database in
            let requests = try Int.fetchOne(
                database, sql: "SELECT SUM(requests) FROM hour_count WHERE hour < ?", arguments: [hour])
            try database.execute(
                sql: """
                    UPDATE log SET pruned_before = MAX(IFNULL(pruned_before, ?1), ?1)
                    WHERE id IN (SELECT log FROM hour_count WHERE hour < ?1)
                    """, arguments: [hour])
            try DayRollup.subtract(where: "hour < ?", [hour], from: database)
            for table in CountTable.ofLogs.map(\.name) + ["erased_touch"] where table != CountTable.touch.name {
                try database.execute(sql: "DELETE FROM \(table) WHERE hour < ?", arguments: [hour])
            }
            try database.execute(sql: "DELETE FROM touch WHERE second < ?", arguments: [hour * 3600])
            return requests ?? 0
        }
    }
}
