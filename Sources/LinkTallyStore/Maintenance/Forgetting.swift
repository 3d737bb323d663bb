import GRDB

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
            let tables =
                CountTable.ofLogs.map(\.name) + ["erased_touch", "checkpoint", "log_blocks", "log_lines", "log_seal", "file"]
            for table in tables { try database.execute(sql: "DELETE FROM \(table) WHERE log = ?", arguments: [log]) }
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
