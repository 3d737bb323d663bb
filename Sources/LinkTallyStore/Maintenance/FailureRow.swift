import GRDB

/// An input of which nothing could be counted.
package struct FailureRow: Sendable {
    package let origin: String
    package let name: String
    /// The code of the fault.
    package let reason: String
    /// Offset in the file's bytes, where that says something.
    package let place: Int?
    /// Unix seconds.
    package let time: Int64

    /// All that are not counted yet, by name.
    package static func all(in store: Store) throws -> [FailureRow] {
        try store.database.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM failure ORDER BY origin, name").map(FailureRow.init)
        }
    }

    private init(_ row: Row) {
        origin = row["origin"]
        name = row["name"]
        reason = row["reason"]
        place = row["place"]
        time = row["time"]
    }
}
