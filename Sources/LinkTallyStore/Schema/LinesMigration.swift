import GRDB

/// Tags of the lines of each log behind its head, by which a log that ends between two hashes is told from a part of a known one.
///
/// `log_lines`: a row for each block of 64 KiB in which lines end, `tags` as `LineTags` has them: about a kilobyte, of which three
/// fit into a page; without a rowid, each would take a page of its own. Logs that were counted before
/// have no rows: what a store does not have cannot be made up. A step that changes what is sealed seals all logs anew, and takes
/// that out of this one.
enum LinesMigration: StoreMigration {
    static let name = "4 lines"

    static func apply(to database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE log_lines (
                    log INTEGER NOT NULL, block INTEGER NOT NULL, tags BLOB NOT NULL, PRIMARY KEY (log, block)
                ) STRICT;
                """)
        // Without its secret a store is damaged, which `store check` says; that is no reason not to open it.
        guard let secret = try LedgerSeal.secret(of: database) else { return }
        for log in try Int64.fetchAll(database, sql: "SELECT id FROM log") {
            // What somebody else changed keeps its seal, and stays broken.
            if try LedgerSeal.wasWhole(log, database, secret) { try LedgerSeal.write(log, database) }
        }
    }
}
