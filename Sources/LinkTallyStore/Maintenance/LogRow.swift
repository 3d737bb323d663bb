import GRDB

/// A log of the ledger, for people.
package struct LogRow: Sendable {
    /// Its number.
    package let id: Int64
    package let origin: String
    package let name: String
    package let format: String
    /// Decoded bytes that were counted.
    package let bytes: Int
    package let lines: Int
    package let requests: Int
    /// Bytes of a last line that waits for its line feed.
    package let pending: Int
    /// Why only its beginning was counted.
    package let fault: String?
    /// Unix hours: its counts before it were pruned.
    package let prunedBefore: Int64?
    /// Requests whose counts were pruned.
    package let prunedRequests: Int

    /// The logs in the order in which they were entered; those with this name only, if one is given.
    package static func all(in store: Store, named name: String? = nil) throws -> [LogRow] {
        try store.database.read { database in
            let condition = name == nil ? "" : "WHERE name = ?"
            let arguments: StatementArguments = name.map { [$0] } ?? []
            return try Row.fetchAll(
                database, sql: "SELECT * FROM log \(condition) ORDER BY id", arguments: arguments
            ).map(LogRow.init)
        }
    }

    private init(_ row: Row) {
        id = row["id"]
        origin = row["origin"]
        name = row["name"]
        format = row["format"]
        bytes = row["bytes"]
        lines = row["lines"]
        requests = row["requests"]
        pending = row["pending"]
        fault = row["fault"]
        prunedBefore = row["pruned_before"]
        prunedRequests = row["pruned_requests"]
    }
}
