import GRDB

/// Gives back the room of what was removed.
package enum Compaction {
    /// Removes links and codes that nothing counts any more, and writes the file anew. It needs as much room again while it works.
    /// O(rows).
    ///
    /// - Returns: False where a reader keeps the old pages: the file gets smaller when it is gone.
    package static func run(on store: Store) throws -> Bool {
        try store.change { database in
            let tables = CountTable.ofLogs + [CountTable.dayAttribution]
            for column in ["link", "codes"] {
                let used = tables.filter { $0.key.contains(column) }.map { "SELECT \(column) FROM \($0.name)" }
                try database.execute(
                    sql: "DELETE FROM \(column) WHERE id NOT IN (\(used.joined(separator: " UNION ")))")
            }
        }
        try store.database.writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
        return try store.emptyLog()
    }
}
