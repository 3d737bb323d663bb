import Foundation
import GRDB

extension Store {
    /// Bytes of pages that a connection holds in memory, at most.
    private static let cacheSize = 16 << 20
    /// Pages of the write-ahead log, 32 MiB, that are worth being written to the database while logs come one after the other.
    private static let checkpointPages = 8192
    /// Connections of one process wait for each other for moments, whatever was asked for.
    private static let leastWait: TimeInterval = 0.2
    /// SQLite counts milliseconds with 31 bits.
    private static let mostWait: TimeInterval = 2_000_000

    /// Opens a store that is there and brings its schema up to date.
    ///
    /// - Parameter wait: Seconds that a statement waits for another process's lock on the database.
    package static func open(path: String, wait: TimeInterval = usualWait) throws(StoreError) -> Store {
        let location = StoreLocation(path: path)
        guard location.exists else { throw .missing }
        return try explaining(location) { try Store(location, name: location.name, configuration(wait)) }
    }

    /// Opens a store to read from, also where neither it nor its folder can be written to.
    ///
    /// Where SQLite could not keep its locks beside the store, it is read as if it never changed, and writers are kept away by a
    /// shared lock as long as it is open.
    package static func openToRead(path: String) throws(StoreError) -> Store {
        let location = StoreLocation(path: path)
        guard location.exists else { throw .missing }
        if location.isWritable { return try open(path: path) }
        let configuration = configuration(usualWait, readonly: true)
        return try explaining(location) {
            let lock = try StoreLock(reading: path)
            if let lock, location.logSize == 0 {
                return try Store(location, name: location.immutableName, configuration, readLock: lock)
            }
            // Somebody writes to it, or did not end well. What is beside the store may be enough to read.
            do { return try Store(location, name: location.name, configuration) } catch let error as DatabaseError
                where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
            {
                throw lock == nil ? StoreError.locked : .unreadableLog
            }
        }
    }

    /// Opens a store as `open` does; an empty file becomes one, with the newest schema. The caller holds the store's lock, which
    /// made the file where there was none.
    package static func openOrMake(
        path: String, under lock: StoreLock, wait: TimeInterval = usualWait
    ) throws(StoreError) -> Store {
        let location = StoreLocation(path: path)
        return try explaining(location) {
            try Store(location, name: location.name, configuration(wait), making: true)
        }
    }

    /// Makes a store that is not there yet: mode 0600, with the newest schema.
    ///
    /// An empty file is taken for none: a run that was killed before it made the schema leaves one.
    package static func create(path: String) throws(StoreError) -> Store {
        if StoreLocation(path: path).size > 0 { throw .exists }
        guard let lock = try StoreLock(path: path, creating: true) else { throw .locked }
        return try withExtendedLifetime(lock) { () throws(StoreError) in try openOrMake(path: path, under: lock) }
    }

    /// Calls `body`; what it throws is made an error of the store, and a file that was cut short is called that.
    private static func explaining(_ location: StoreLocation, _ body: () throws -> Store) throws(StoreError) -> Store {
        do {
            return try body()
        } catch {
            guard let code = (error as? DatabaseError)?.resultCode, code == .SQLITE_NOTADB || code == .SQLITE_CORRUPT,
                let header = StoreHeader(path: location.path), location.size < header.expectedSize
            else { throw Self.error(error) }
            throw .cutShort(size: location.size, expected: header.expectedSize)
        }
    }

    private static func configuration(_ wait: TimeInterval, readonly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(min(max(wait, leastWait), mostWait))
        configuration.readonly = readonly
        // With WAL, a loss of power can take back the last transactions, but not a part of one. What is removed is written over.
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -\(cacheSize >> 10);
                    PRAGMA wal_autocheckpoint = \(checkpointPages); PRAGMA secure_delete = ON
                    """)
        }
        return configuration
    }
}
