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

    /// Marks a SQLite file as a store (`PRAGMA application_id`): "LTLY".
    private static let applicationID: Int32 = 0x4C54_4C59
    /// Seconds that a statement waits for another process's transaction.
    package static let busyTimeout: TimeInterval = 60

    /// Bytes of pages that a connection holds in memory, at most.
    private static let cacheSize = 16 << 20

    /// Pages of the write-ahead log, 32 MiB, that are worth being written to the database while logs come one after the other.
    private static let checkpointPages = 8192

    private init(path: String, database: DatabaseQueue) {
        self.path = path
        self.database = database
    }

    /// Opens a store that is there and brings its schema up to date.
    package static func open(path: String) throws(StoreError) -> Store {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing }
        return try connect(path, making: false)
    }

    /// As `open`; an empty file becomes a store. For whoever has the store's lock, which makes an empty file.
    package static func openOrMake(path: String, under lock: StoreLock) throws(StoreError) -> Store {
        try connect(path, making: true)
    }

    /// Makes a store that is not there yet: mode 0600, with the newest schema.
    ///
    /// A file that was left empty by a run that was killed here before is taken for none.
    package static func create(path: String) throws(StoreError) -> Store {
        if let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > 0 { throw .exists }
        guard let lock = try StoreLock(path: path, creating: true) else { throw .locked }
        return try withExtendedLifetime(lock) { () throws(StoreError) in try connect(path, making: true) }
    }

    /// Another connection to the store. Its TEMP tables are its own.
    package func connection() throws -> DatabaseQueue {
        try DatabaseQueue(path: path, configuration: Self.configuration)
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

    private static func connect(_ path: String, making: Bool) throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in
                try claim(database, making: making)
                // What is sorted or spilled goes beside the store, where there is room for it. Set once, before any
                // other connection is there.
                let folder = URL(filePath: path).deletingLastPathComponent().path.replacing("'", with: "''")
                try database.execute(sql: "PRAGMA temp_store_directory = '\(folder)'")
            }
            let migrator = StoreMigrations.migrator
            guard try !queue.read(migrator.hasBeenSuperseded) else { throw StoreError.newer }
            if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
            return Store(path: path, database: queue)
        } catch {
            throw Self.error(error)
        }
    }

    /// What an error of something that was done with a store means for whoever uses it.
    package static func error(_ error: any Error) -> StoreError {
        if let error = error as? StoreError { return error }
        guard let error = error as? DatabaseError else { return .failed("\(error)") }
        return switch error.resultCode {
        case .SQLITE_NOTADB: .foreign
        case .SQLITE_BUSY: .locked
        case .SQLITE_CORRUPT:
            .failed("is damaged (\(error.message ?? "corrupt")); restore it, or ingest into a new one")
        case .SQLITE_FULL: .failed("\(error.message ?? "is full"); make room, and run it again")
        default: .failed(error.message ?? "\(error)")
        }
    }

    /// Sees that the database is a store; where `making`, an empty one becomes a store.
    private static func claim(_ database: Database, making: Bool) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard id != applicationID else { return }
        let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard making, id == 0, tables == 0 else { throw StoreError.foreign }
        // WAL is kept in the file: readers and one writer do not wait for each other.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = \(applicationID)")
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        // With WAL, a loss of power can take back the last transactions, but not a part of one.
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -\(cacheSize >> 10);
                    PRAGMA wal_autocheckpoint = \(checkpointPages)
                    """)
        }
        return configuration
    }
}
