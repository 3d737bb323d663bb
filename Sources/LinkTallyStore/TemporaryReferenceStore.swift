import Foundation
import GRDB
import LinkTallyCore
import Synchronization

/// References in a temporary SQLite database: a file that nobody else sees, and that is gone when the process ends, however it
/// ends. What SQLite sorts with stands beside it.
package final class TemporaryReferenceStore: ReferenceStore {
    private let queue: DatabaseQueue
    private let state = Mutex(State())
    private struct State {
        var failure: String?
        var distinct: Int?
    }

    /// Bytes of pages that SQLite holds in memory, and about those that it sorts at a time.
    private static let cacheSize = 16 << 20

    /// - Parameter folder: Where the database goes: it needs room for about 150 bytes a reference, and as much again when it is
    ///   read.
    package init(folder: String) throws {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            // Nothing of it outlives the process, so that nothing has to survive a crash.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF;
                    PRAGMA synchronous = OFF;
                    PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA temp_store = FILE;
                    PRAGMA cache_size = -\(Self.cacheSize >> 10);
                    PRAGMA temp_store_directory = '\(folder.replacing("'", with: "''"))';
                    """)
        }
        // Without a name it is a temporary database, which SQLite removes as soon as it has opened it.
        queue = try DatabaseQueue(path: "", configuration: configuration)
        try queue.write { database in
            try database.execute(
                sql: "CREATE TABLE entry (reference BLOB NOT NULL, hits INTEGER NOT NULL, record BLOB NOT NULL)")
        }
    }

    package var failure: String? { state.withLock { $0.failure } }

    package func append(_ body: ((RawSpan, UInt64, RawSpan) -> Void) -> Void) {
        run { database in
            let insert = try database.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?, ?)")
            var failure: (any Error)?
            body { reference, hits, record in
                guard failure == nil else { return }
                do {
                    try insert.execute(
                        arguments: [Self.data(reference), Int64(clamping: hits), Self.data(record)])
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }
    }

    package func readAll(_ body: (RawSpan, UInt64, RawSpan) -> Bool) {
        run { database in
            let rows = try Row.fetchCursor(
                database, sql: "SELECT reference, hits, record FROM entry ORDER BY reference")
            var distinct = 0
            var last = Data()
            while let row = try rows.next() {
                let goesOn = try row.withUnsafeData(atIndex: 0) { reference in
                    try row.withUnsafeData(atIndex: 2) { record in
                        guard let reference, let record else { return true }
                        if distinct == 0 || reference != last {
                            distinct += 1
                            last = Data(reference)
                        }
                        let hits: Int64 = row[1]
                        return body(reference.bytes, UInt64(hits), record.bytes)
                    }
                }
                guard goesOn else { return }
            }
            state.withLock { $0.distinct = distinct }
        }
    }

    package func readByHits(limit: Int?, _ body: (RawSpan, UInt64) -> Bool) {
        run { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT reference, SUM(hits) AS sum FROM entry GROUP BY reference ORDER BY sum DESC, reference
                    LIMIT \(limit ?? -1)
                    """)
            while let row = try rows.next() {
                let goesOn = try row.withUnsafeData(atIndex: 0) { reference in
                    let hits: Int64 = row[1]
                    return reference.map { body($0.bytes, UInt64(hits)) } ?? true
                }
                guard goesOn else { return }
            }
        }
    }

    package var distinct: Int {
        if let distinct = state.withLock({ $0.distinct }) { return distinct }
        readAll { _, _, _ in true }
        return state.withLock { $0.distinct } ?? 0
    }

    /// Runs `body` in a transaction, unless something failed before; notes what fails.
    private func run(_ body: (Database) throws -> Void) {
        guard failure == nil else { return }
        do {
            try queue.write(body)
        } catch {
            let message = (error as? DatabaseError)?.message ?? "\(error)"
            state.withLock { $0.failure = message }
        }
    }

    private static func data(_ bytes: RawSpan) -> Data { unsafe bytes.withUnsafeBytes { unsafe Data($0) } }
}
