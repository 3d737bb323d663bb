import GRDB

/// The ledger of logs and all counts: what `ingest` writes.
///
/// Hours are Unix seconds / 3600, days Unix seconds / 86,400, both floored; an unknown time is `StoreTime`'s. Links and rejected
/// values are valid UTF-8 and may have zero bytes in them. Columns that name a row of another table are named after it.
enum CountsMigration: StoreMigration {
    static let name = "1 counts"

    static func apply(to database: Database) throws {
        try database.execute(sql: ledger)
        try database.execute(sql: counts)
        try database.execute(sql: hours)
        try database.execute(sql: CountsViews.definitions)
    }

    /// `log.bytes`: decoded bytes that were counted; `checkpoint`: hashes in the first 64 KiB; `log_blocks`: those of every
    /// 64 KiB behind, 16 bytes each; `log.is_open`: whether the last line that was counted had no line feed; `log.pending`: bytes
    /// of a last line that waits for one; `log.fault`: why a log was counted up to here only.
    private static let ledger = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;

        CREATE TABLE log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            origin TEXT NOT NULL, name TEXT NOT NULL, container TEXT NOT NULL,
            format TEXT NOT NULL, definition TEXT NOT NULL, directives BLOB NOT NULL,
            bytes INTEGER NOT NULL, end_hash BLOB NOT NULL, is_open INTEGER NOT NULL, pending INTEGER NOT NULL, fault TEXT,
            lines INTEGER NOT NULL, blank INTEGER NOT NULL, directive INTEGER NOT NULL, malformed INTEGER NOT NULL,
            no_target INTEGER NOT NULL, filtered INTEGER NOT NULL, requests INTEGER NOT NULL,
            first_counted INTEGER NOT NULL, last_counted INTEGER NOT NULL, pruned_before INTEGER
        ) STRICT;
        CREATE INDEX log_end ON log (end_hash);
        CREATE INDEX log_open ON log (origin) WHERE is_open;

        CREATE TABLE checkpoint (
            hash BLOB NOT NULL, log INTEGER NOT NULL, offset INTEGER NOT NULL, PRIMARY KEY (hash, log)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX checkpoint_log ON checkpoint (log);

        CREATE TABLE log_blocks (log INTEGER PRIMARY KEY, hashes BLOB NOT NULL) STRICT;

        CREATE TABLE file (
            origin TEXT NOT NULL, device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
            modified INTEGER NOT NULL, changed INTEGER NOT NULL, noted INTEGER NOT NULL, log INTEGER NOT NULL,
            PRIMARY KEY (origin, device, inode)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_log ON file (log);

        CREATE TABLE failure (
            origin TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, place INTEGER, time INTEGER NOT NULL, hash BLOB,
            PRIMARY KEY (origin, name)
        ) STRICT, WITHOUT ROWID;
        """

    /// `erased_touch`: how many hits the touches had that were erased.
    private static let counts = """
        CREATE TABLE link (id INTEGER PRIMARY KEY, link TEXT NOT NULL UNIQUE) STRICT;

        CREATE TABLE codes (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL, medium TEXT NOT NULL, campaign TEXT NOT NULL, term TEXT NOT NULL, content TEXT NOT NULL,
            UNIQUE (source, medium, campaign, term, content)
        ) STRICT;

        CREATE TABLE attribution (
            log INTEGER NOT NULL, hour INTEGER NOT NULL, link INTEGER NOT NULL, codes INTEGER NOT NULL,
            hits INTEGER NOT NULL, errors INTEGER NOT NULL,
            PRIMARY KEY (log, hour, link, codes)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rejection (
            log INTEGER NOT NULL, hour INTEGER NOT NULL, link INTEGER NOT NULL,
            parameter TEXT NOT NULL, reason TEXT NOT NULL, value TEXT NOT NULL,
            hits INTEGER NOT NULL, example_line INTEGER NOT NULL,
            PRIMARY KEY (log, hour, link, parameter, reason, value)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outcome (
            log INTEGER NOT NULL, hour INTEGER NOT NULL, link INTEGER NOT NULL,
            requests INTEGER NOT NULL, attributed INTEGER NOT NULL, with_rejection INTEGER NOT NULL,
            lost_attribution INTEGER NOT NULL, lost_reference INTEGER NOT NULL,
            PRIMARY KEY (log, hour, link)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE touch (
            reference TEXT NOT NULL, log INTEGER NOT NULL, second INTEGER NOT NULL, link INTEGER NOT NULL,
            codes INTEGER NOT NULL, hits INTEGER NOT NULL,
            PRIMARY KEY (reference, log, second, link, codes)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE erased_touch (
            log INTEGER NOT NULL, hour INTEGER NOT NULL, hits INTEGER NOT NULL, PRIMARY KEY (log, hour)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE day_attribution (
            day INTEGER NOT NULL, link INTEGER NOT NULL, codes INTEGER NOT NULL,
            hits INTEGER NOT NULL, errors INTEGER NOT NULL,
            PRIMARY KEY (day, link, codes)
        ) STRICT, WITHOUT ROWID;
        """

    /// For each parameter, by its name: occurrences by verdict.
    private static var hours: String {
        let verdicts = StoreColumns.parameterColumns.map { "\($0) INTEGER NOT NULL" }
        return """
            CREATE TABLE hour_count (
                log INTEGER NOT NULL, hour INTEGER NOT NULL,
                requests INTEGER NOT NULL, with_query INTEGER NOT NULL, with_parameters INTEGER NOT NULL,
                tagged INTEGER NOT NULL, attributed INTEGER NOT NULL, with_rejection INTEGER NOT NULL,
                lost_attribution INTEGER NOT NULL, lost_reference INTEGER NOT NULL,
                \(verdicts.joined(separator: ", ")),
                PRIMARY KEY (log, hour)
            ) STRICT, WITHOUT ROWID;
            """
    }
}
