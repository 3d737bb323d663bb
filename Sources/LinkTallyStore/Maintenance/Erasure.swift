import GRDB
import LinkTallyCore

/// Takes a person's value out of a store; what was counted with it stays counted.
///
/// Connections to a store have SQLite's `secure_delete`: what is removed is written over in the file.
package enum Erasure {
    /// What became of a value.
    package struct Outcome: Sendable, Equatable {
        /// Rows that had it.
        package let rows: Int
        /// Whether it is in no page of the file or of what is beside it any more; false where a reader keeps old pages.
        package let isGone: Bool
    }

    /// What stands in the place of a rejected value that was erased.
    static let mark = "(erased)"

    /// Removes a `client_reference_id` from touches and payments. O(touches of the reference).
    package static func erase(reference: String, in store: Store) throws -> Outcome {
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

    /// Removes a value that was rejected, given as it stood in the log, and payments' references that are the same, or the same
    /// once it is form-decoded as the payment page does. Of a longer
    /// value the store has the first 256 bytes: all values that begin with these are removed. O(rejections).
    package static func erase(value: [UInt8], in store: Store) throws -> Outcome {
        let kept = String(decoding: value.prefix(RejectionKey.valueLimit), as: UTF8.self)
        return try changing(store) { database in
            let sums = "SUM(hits), MIN(example_line)"
            try database.execute(
                sql: """
                    INSERT INTO rejection
                    SELECT log, hour, link, parameter, reason, '\(mark)', \(sums) FROM rejection WHERE value = ?
                    GROUP BY 1, 2, 3, 4, 5
                    \(CountTable.rejection.addition)
                    """, arguments: [kept])
            try database.execute(sql: "DELETE FROM rejection WHERE value = ?", arguments: [kept])
            let rejections = database.changesCount
            // A session that came through no link can have any reference.
            let forms: Set = [value, DecodedValue(value, isCut: false).bytes]
            return try forms.reduce(rejections) { rows, form in
                try rows + PaymentTables.erase(reference: String(decoding: form, as: UTF8.self), in: database)
            }
        }
    }

    private static func changing(_ store: Store, _ body: (Database) throws -> Int) throws -> Outcome {
        let rows = try store.change(body)
        return Outcome(rows: rows, isGone: try store.emptyLog())
    }
}

/// Gives back the room of what was removed.
package enum Compaction {
    /// Removes links and codes that nothing counts any more, and writes the file anew. It needs as much room again while it works.
    /// O(rows).
    ///
    /// - Returns: False where a reader keeps the old pages: the file gets smaller when it is gone.
    package static func run(on store: Store) throws -> Bool {
        try store.change { database in
            for column in ["link", "codes"] {
                let used = CountTable.all.filter { $0.key.contains(column) }.map { "SELECT \(column) FROM \($0.name)" }
                try database.execute(
                    sql: "DELETE FROM \(column) WHERE id NOT IN (\(used.joined(separator: " UNION ")))")
            }
        }
        try store.database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        return try store.emptyLog()
    }
}
