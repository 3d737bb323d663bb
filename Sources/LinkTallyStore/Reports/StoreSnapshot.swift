import GRDB
import GRDBSQLite

/// A store as it is at one moment: whatever others write meanwhile is not seen.
package struct StoreSnapshot {
    let database: Database

    /// The first known hour of which the store has counts, a Unix hour; nil where it has none. O(hours of the logs).
    package func earliestHour() throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT MIN(hour) FROM hour_count WHERE hour <> \(StoreTime.unknownHour)")
    }

    /// Requests whose hour is unknown: they are in no range. O(hours of the logs).
    package func unknownHourRequests() throws -> UInt64 {
        let sql = "SELECT SUM(requests) FROM hour_count WHERE hour = \(StoreTime.unknownHour)"
        return try UInt64(max(Int64.fetchOne(database, sql: sql) ?? 0, 0))
    }
}

extension Store {
    /// Lends the store as it is now. TEMP tables that `body` makes are gone at the end.
    ///
    /// - Parameter isStopped: Asked now and then while a query runs; where it says so, the query ends with an error.
    package func withSnapshot(
        unless isStopped: @escaping () -> Bool = { false }, _ body: (StoreSnapshot) throws -> Void
    ) throws {
        let question = Question(isStopped: isStopped)
        try database.inTransaction(.deferred) { database in
            let address = unsafe Unmanaged.passUnretained(question).toOpaque()
            unsafe sqlite3_progress_handler(
                database.sqliteConnection, Self.stepsBetween,
                { address in
                    guard let address = unsafe address else { return 0 }
                    return unsafe Unmanaged<Question>.fromOpaque(address).takeUnretainedValue().isStopped() ? 1 : 0
                }, address)
            defer { unsafe sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
            try withExtendedLifetime(question) { try body(StoreSnapshot(database: database)) }
            return .rollback
        }
    }

    /// Steps of SQLite's machine: about a millisecond.
    private static let stepsBetween: Int32 = 100_000

    private final class Question {
        let isStopped: () -> Bool

        init(isStopped: @escaping () -> Bool) { self.isStopped = isStopped }
    }
}
