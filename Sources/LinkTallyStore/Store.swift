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

    /// Marks a SQLite file as a store (`PRAGMA application_id`): "LTLY".
    private static let applicationID: Int32 = 0x4C54_4C59
    /// Seconds that a statement waits for another process's transaction.
    package static let busyTimeout: TimeInterval = 60

    private init(path: String, database: DatabaseQueue) {
        self.path = path
        self.database = database
    }

    /// Opens a store that is there and brings its schema up to date.
    package static func open(path: String) throws(StoreError) -> Store {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing }
        return try connect(path)
    }

    /// Makes a store that is not there yet: mode 0600, with the newest schema.
    ///
    /// A file that was left empty by a run that was killed here before is taken for none.
    package static func create(path: String) throws(StoreError) -> Store {
        if let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int {
            guard size == 0 else { throw .exists }
        } else if !FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) {
            throw .failed("cannot be made; is its folder there, and writable?")
        }
        return try connect(path)
    }

    /// Another connection to the store. Its TEMP tables are its own.
    package func connection() throws -> DatabaseQueue {
        try DatabaseQueue(path: path, configuration: Self.configuration)
    }

    private static func connect(_ path: String) throws(StoreError) -> Store {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { database in try claim(database) }
            let migrator = StoreMigrations.migrator
            guard try !queue.read(migrator.hasBeenSuperseded) else { throw StoreError.newer }
            if try !queue.read(migrator.hasCompletedMigrations) { try migrator.migrate(queue) }
            return Store(path: path, database: queue)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw Self.error(error)
        } catch {
            throw .failed("\(error)")
        }
    }

    /// What an error of SQLite means for whoever uses the store.
    package static func error(_ error: DatabaseError) -> StoreError {
        switch error.resultCode {
        case .SQLITE_NOTADB: .foreign
        case .SQLITE_BUSY: .locked
        case .SQLITE_CORRUPT:
            .failed("is damaged (\(error.message ?? "corrupt")); restore it, or ingest into a new one")
        default: .failed(error.message ?? "\(error)")
        }
    }

    /// Sees that the database is a store, or that it is empty, and then makes it one.
    private static func claim(_ database: Database) throws {
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard id != applicationID else { return }
        let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
        guard id == 0, tables == 0 else { throw StoreError.foreign }
        // WAL is kept in the file: readers and one writer do not wait for each other.
        try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA application_id = \(applicationID)")
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        // With WAL, a loss of power can take back the last transactions, but not a part of one.
        configuration.prepareDatabase { database in try database.execute(sql: "PRAGMA synchronous = NORMAL") }
        return configuration
    }
}
