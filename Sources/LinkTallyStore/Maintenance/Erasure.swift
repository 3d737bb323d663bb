import GRDB

/// Takes a person's value out of a store; what was counted with it stays counted.
package enum Erasure {
    /// What stands in the place of a rejected value that was erased.
    static let mark = "(erased)"

    /// Removes a `client_reference_id` from touches and payments. O(touches of the reference).
    ///
    /// - Returns: Rows that had it.
    package static func erase(reference: String, in store: Store) throws -> Int {
        try changing(store) { database in
            // How many there were is kept, so that the hours' counts still add up.
            try database.execute(
                sql: """
                    INSERT INTO erased_touch
                    SELECT log, \(StoreTime.hour(ofSecondIn: "second")), SUM(hits) FROM touch WHERE reference = ? GROUP BY 1, 2
                    ON CONFLICT DO UPDATE SET hits = hits + excluded.hits
                    """, arguments: [reference])
            try database.execute(sql: "DELETE FROM touch WHERE reference = ?", arguments: [reference])
            let touches = database.changesCount
            return try touches + PaymentTables.erase(reference: reference, in: database)
        }
    }

    /// Changes the store so that SQLite writes over what is removed, also in its log.
    private static func changing(_ store: Store, _ body: (Database) throws -> Int) throws -> Int {
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        let rows = try store.change(body)
        try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        return rows
    }

    /// Removes a value that was rejected, as it stood in the log, whole or its first 256 bytes, and payments' references that are
    /// the same. O(rejections).
    ///
    /// - Returns: Rows that had it.
    package static func erase(value: String, in store: Store) throws -> Int {
        try changing(store) { database in
            let sums = "SUM(hits), MIN(example_line)"
            try database.execute(
                sql: """
                    INSERT INTO rejection
                    SELECT log, hour, link, parameter, reason, '\(mark)', \(sums) FROM rejection WHERE value = ?
                    GROUP BY 1, 2, 3, 4, 5
                    \(CountTable.rejection.addition)
                    """, arguments: [value])
            try database.execute(sql: "DELETE FROM rejection WHERE value = ?", arguments: [value])
            let rejections = database.changesCount
            // A session that came through no link can have any reference.
            return try rejections + PaymentTables.erase(reference: value, in: database)
        }
    }
}
