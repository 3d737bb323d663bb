import Foundation
import GRDB
import LinkTallyCore

/// What is set once, when a store is made, since counts of different settings cannot be added up.
package struct StoreSettings: Sendable {
    /// What becomes of the requests of bots.
    package let bots: BotPolicy
    /// What the hashes of the ledger are keyed with.
    package let secret: [UInt8]

    /// The settings of a store.
    ///
    /// - Parameter bots: What a store without settings is given; `include` where it is nil.
    package init(of store: Store, bots: BotPolicy?) throws {
        (self.bots, secret) = try store.database.write { database in
            // A run that was killed here left a store without settings. Where there are logs none are made up: with another
            // secret no log would be known.
            if try Int.fetchOne(database, sql: "SELECT 1 FROM log LIMIT 1") == nil {
                let insert = "INSERT OR IGNORE INTO setting VALUES (?, ?)"
                try database.execute(sql: insert, arguments: ["bots", (bots ?? .include).rawValue])
                let made = (0..<ChainedHash.secretSize).map { _ in UInt8.random(in: .min ... .max) }
                try database.execute(sql: insert, arguments: ["hash_secret", Data(made)])
            }
            guard let policy = try Self.bots(of: database) else { throw StoreError.settingMissing("bots") }
            guard let secret = try LedgerSeal.secret(of: database) else {
                throw StoreError.settingMissing("hash_secret")
            }
            guard try LedgerSeal.proves(secret, database) else { throw StoreError.ledgerChanged }
            return (policy, secret)
        }
    }

    /// The names of settings that are not there, or not readable.
    static func missing(in database: Database) throws -> [String] {
        try (bots(of: database) == nil ? ["bots"] : [])
            + (LedgerSeal.secret(of: database) == nil ? ["hash_secret"] : [])
    }

    private static func bots(of database: Database) throws -> BotPolicy? {
        let kept = try Row.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'bots'")
        guard case .string(let name) = kept?.databaseValues.first?.storage else { return nil }
        return BotPolicy(rawValue: name)
    }
}

/// When `ingest` last ended without a fault, which is a setting, too.
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

    static func lastSuccess(_ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'last_success'")
    }
}
