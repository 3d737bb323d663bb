import GRDB

/// Seals of the ledger, and how many requests were pruned: what `store check` proves a log by.
///
/// `log_seal.hash`: see `LedgerSeal`; `log.pruned_requests`: requests of the log whose counts were removed by hour. Seals are
/// written by the last step that changes what is sealed.
enum SealsMigration: StoreMigration {
    static let name = "3 seals"

    static func apply(to database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE log_seal (log INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;
                ALTER TABLE log ADD COLUMN pruned_requests INTEGER NOT NULL DEFAULT 0;
                UPDATE log SET pruned_requests =
                    MAX(requests - IFNULL((SELECT SUM(requests) FROM hour_count WHERE log = log.id), 0), 0)
                WHERE pruned_before IS NOT NULL;
                DROP VIEW logs;
                \(CountsViews.logs(["pruned_requests"]))
                """)
    }
}
