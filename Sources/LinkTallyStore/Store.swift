import Dispatch
import Foundation
import GRDB

/// A store: one SQLite database with the ledger of logs, their counts, and what else is kept from night to night.
///
/// `database` is one connection; `connection` makes more, for workers with TEMP tables of their own.
package final class Store: Sendable {
    /// Where it is.
    package let path: String
    /// The connection that all but workers use.
    package let database: DatabaseQueue
    /// Held by the thread that writes, so that no thread of this process waits for another one's transaction in SQLite.
    let writing = DispatchSemaphore(value: 1)
    /// What SQLite is told to open, and how.
    private let name: String
    private let configuration: Configuration
    /// Keeps writers away from a store that is read without locks.
    private let readLock: StoreLock?

    /// Marks a SQLite file as a store (`PRAGMA application_id`): "LTLY".
    static let applicationID: Int32 = 0x4C54_4C59
    /// Seconds that a statement waits for another process's transaction unless something else is asked for.
    package static let usualWait: TimeInterval = 60

    /// Opens the store, brings its schema up to date if it may be written to, and closes it again where anything is wrong.
    ///
    /// - Parameters:
    ///   - name: What SQLite is told to open.
    ///   - making: Whether an empty file becomes a store.
    init(
        _ location: StoreLocation, name: String, _ configuration: Configuration, making: Bool = false,
        readLock: StoreLock? = nil
    ) throws {
        database = try DatabaseQueue(path: name, configuration: configuration)
        (path, self.name, self.configuration, self.readLock) = (location.path, name, configuration, readLock)
        try database.writeWithoutTransaction { database in
            try Self.claim(database, making: making)
            // What is sorted or spilled goes beside the store, where there is room for it. Set once, before any other connection
            // is there.
            if location.isFolderWritable {
                let folder = location.folder.replacing("'", with: "''")
                try database.execute(sql: "PRAGMA temp_store_directory = '\(folder)'")
            }
        }
        let migrator = StoreMigrations.migrator
        guard try !database.read(migrator.hasBeenSuperseded) else { throw StoreError.newer }
        guard try !database.read(migrator.hasCompletedMigrations) else { return }
        if configuration.readonly { throw StoreError.older }
        try migrator.migrate(database)
    }

    /// Another connection to the store. Its TEMP tables are its own.
    package func connection() throws -> DatabaseQueue {
        try DatabaseQueue(path: name, configuration: configuration)
    }

    /// Changes the store in one transaction, while no other thread of this process writes.
    func change<Result>(_ body: (Database) throws -> Result) throws -> Result {
        writing.wait()
        defer { writing.signal() }
        var result: Result?
        try database.inTransaction(.immediate) { database in
            result = try body(database)
            return .commit
        }
        guard let result else { throw StoreError.failed("was not changed") }
        return result
    }

    /// Writes what stands in SQLite's write-ahead log to the file, and empties the log: what was removed is in neither then.
    /// Waits for readers of what was there before, as long as was said when the store was opened.
    ///
    /// - Returns: False where a reader still keeps it.
    func emptyLog() throws -> Bool {
        try database.writeWithoutTransaction { database in
            try Bool.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == false
        }
    }

    /// Sees that the database is a store; where `making`, an empty one becomes a store.
    private static func claim(_ database: Database, making: Bool) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard id != applicationID else { return }
        let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard id == 0, tables == 0 else { throw StoreError.foreign }
        guard making else { throw StoreError.empty }
        // WAL is kept in the file: readers and one writer do not wait for each other.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = \(applicationID)")
    }
}
