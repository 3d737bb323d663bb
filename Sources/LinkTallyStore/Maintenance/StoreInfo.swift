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
        lastSuccess = try Int64.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'last_success'")
        logs = try number("SELECT COUNT(*) FROM log")
        failures = try number("SELECT COUNT(*) FROM failure")
        lines = try number("SELECT SUM(lines) FROM log")
        bytes = try number("SELECT SUM(bytes) FROM log")
        requests = try number("SELECT SUM(requests) FROM hour_count")
        requestsWithoutTime = try number(
            "SELECT SUM(requests) FROM hour_count WHERE hour = \(StoreTime.unknownHour)")
        let known = "FROM hour_count WHERE hour < \(StoreTime.unknownHour)"
        let first = try Int64.fetchOne(database, sql: "SELECT MIN(hour) \(known)")
        let last = try Int64.fetchOne(database, sql: "SELECT MAX(hour) \(known)")
        hours = if let first, let last { first...last } else { nil }
        let tables = CountTable.ofLogs.map(\.name) + [CountTable.dayAttribution.name, "link", "codes"]
        rows = try tables.map { ($0, try number("SELECT COUNT(*) FROM \($0)")) }
    }
}
