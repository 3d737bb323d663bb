import GRDB

/// Gives back the room of what was removed.
package enum Compaction {
    /// Removes links and codes that nothing counts any more, and writes the file anew. It needs as much room again while it works.
    /// O(rows).
    package static func run(on store: Store) throws {
        try store.change { database in
            let tables = CountTable.ofLogs + [CountTable.dayAttribution]
            for column in ["link", "codes"] {
                let used = tables.filter { $0.key.contains(column) }.map { "SELECT \(column) FROM \($0.name)" }
                try database.execute(
                    sql: "DELETE FROM \(column) WHERE id NOT IN (\(used.joined(separator: " UNION ")))")
            }
        }
        try store.database.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM")
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
