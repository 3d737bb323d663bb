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
            let insert = "INSERT OR IGNORE INTO setting VALUES (?, ?)"
            // A store that was made by a run that was killed here has none yet.
            try database.execute(sql: insert, arguments: ["bots", (bots ?? .include).rawValue])
            let made = (0..<ChainedHash.secretSize).map { _ in UInt8.random(in: .min ... .max) }
            try database.execute(sql: insert, arguments: ["hash_secret", Data(made)])
            let kept = try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'bots'")
            let secret = try Data.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'hash_secret'")
            guard let policy = kept.flatMap(BotPolicy.init), let secret, secret.count == ChainedHash.secretSize else {
                throw StoreError.failed("is damaged: its settings cannot be read")
            }
            return (policy, Array(secret))
        }
    }
}
