import Foundation
import GRDB

/// What a store remembers of the runs that wrote to it.
package enum RunHistory {
    /// Notes that a run of `ingest` ended.
    ///
    /// - Returns: When the last one without a fault ended, in seconds since 1970; nil where none did.
    package static func note(_ store: Store, isSuccess: Bool) throws -> Int64? {
        try store.database.write { database in
            if isSuccess {
                try database.execute(
                    sql: "REPLACE INTO setting VALUES ('last_success', ?)",
                    arguments: [Int64(Date().timeIntervalSince1970)])
            }
            return try lastSuccess(database)
        }
    }

    /// When the last run without a fault ended, in seconds since 1970; nil where none did.
    package static func lastSuccess(_ store: Store) throws -> Int64? { try store.database.read(lastSuccess) }

    private static func lastSuccess(_ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'last_success'")
    }
}
