import GRDB

extension Store {
    /// Writes what stands in SQLite's write-ahead log to the file, and empties the log: what was removed is in neither then.
    /// Waits for readers of what was there before, as long as was said when the store was opened.
    ///
    /// - Returns: False where a reader still keeps it.
    func emptyLog() throws -> Bool {
        try database.writeWithoutTransaction { database in
            let isBusy = try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            return isBusy == false
        }
    }
}
