import GRDB

/// A store in figures.
package struct StoreInfo: Sendable {
    /// The last step of the schema that was made.
    package let schema: String
    /// The policy on bots that the store was made with; `not set` where nothing was taken in yet.
    package let bots: String
    /// Bytes of the file, and of what SQLite keeps beside it.
    package let size: Int
    package let logs: Int
    package let failures: Int
    package let lines: Int
    package let bytes: Int
    package let requests: Int
    /// Requests whose hour is not known.
    package let requestsWithoutTime: Int
    /// The first and the last known hour that has requests, in Unix hours.
    package let hours: ClosedRange<Int64>?
    /// Rows of each table that grows with what is counted.
    package let rows: [(table: String, count: Int)]
    /// When the last run of `ingest` without a fault ended, in Unix seconds.
    package let lastSuccess: Int64?

    /// The figures of `store`. O(rows).
    package init(of store: Store) throws {
        let location = StoreLocation(path: store.path)
        self = try store.database.read { try StoreInfo($0, size: location.size + location.logSize) }
    }

    private init(_ database: Database, size: Int) throws {
        func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
        self.size = size
        let steps = try StoreMigrations.migrator.appliedIdentifiers(database)
        schema = StoreMigrations.names.last { steps.contains($0) } ?? ""
        bots = try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'bots'") ?? "not set"
        lastSuccess = try RunHistory.lastSuccess(database)
        logs = try number("SELECT COUNT(*) FROM log")
        failures = try number("SELECT COUNT(*) FROM failure")
        lines = try number("SELECT SUM(lines) FROM log")
        bytes = try number("SELECT SUM(bytes) FROM log")
        requests = try number("SELECT SUM(requests) FROM hour_count")
        let snapshot = StoreSnapshot(database: database)
        requestsWithoutTime = Int(try snapshot.unknownHourRequests())
        hours = try snapshot.earliestHour().map { earliest in
            let sql = "SELECT MAX(hour) FROM hour_count WHERE hour < \(StoreTime.unknownHour)"
            return try earliest...(Int64.fetchOne(database, sql: sql) ?? earliest)
        }
        let tables = CountTable.all.map(\.name) + ["link", "codes"]
        rows = try tables.map { ($0, try number("SELECT COUNT(*) FROM \($0)")) }
    }
}

/// A log of the ledger, for people.
package struct LogRow: Sendable, Decodable, FetchableRecord {
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
            return try fetchAll(database, sql: "SELECT * FROM log \(condition) ORDER BY id", arguments: arguments)
        }
    }

    /// Columns are named as properties are, in snake case.
    package static var databaseColumnDecodingStrategy: DatabaseColumnDecodingStrategy { .convertFromSnakeCase }
}

/// An input of which nothing could be counted.
package struct FailureRow: Sendable, Decodable, FetchableRecord {
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
        try store.database.read { try fetchAll($0, sql: "SELECT * FROM failure ORDER BY origin, name") }
    }
}
