import GRDB
import LinkTallyCore

/// Looks whether the ledger is what was written: its settings, each log's hashes, and each log's seal.
enum LedgerCheck {
    /// What is wrong, at most `limit` of each kind. O(rows of the ledger and of the hours).
    static func problems(of database: Database, limit: Int) throws -> [String] {
        guard try Int.fetchOne(database, sql: "SELECT 1 FROM log LIMIT 1") != nil else { return [] }
        let missing = try StoreSettings.missing(in: database).map { StoreError.settingMissing($0).explanation }
        return try missing + hashes(database, limit) + seals(database, limit)
    }

    /// Logs that do not have the hashes that must be there for as many bytes and lines as were counted: one at each 64 KiB, one at
    /// the end of each line in the first 64 KiB, and one at the end.
    private static func hashes(_ database: Database, _ limit: Int) throws -> [String] {
        let (size, hash) = (LogFingerprint.blockSize, LogHash.byteCount)
        let at = "FROM checkpoint c WHERE c.log = log.id AND c.\"offset\""
        let wrong = """
            IFNULL(length(hashes), 0) <> \(hash) * MAX(bytes / \(size) - 1, 0)
            OR length(end_hash) <> \(hash) OR end_hash = zeroblob(\(hash))
            OR EXISTS (SELECT 1 \(at) > MIN(bytes, \(size)))
            OR EXISTS (SELECT 1 \(at) <= \(size) AND length(c.hash) <> \(hash))
            OR bytes >= \(size) AND NOT EXISTS (SELECT 1 \(at) = \(size))
            OR bytes <= \(size) AND NOT is_open AND NOT EXISTS (SELECT 1 \(at) = bytes AND c.hash = end_hash)
            OR bytes > \(size) AND bytes % \(size) = 0 AND substr(hashes, -\(hash)) <> end_hash
            """
        let sql = """
            SELECT id FROM log LEFT JOIN log_blocks ON log_blocks.log = log.id WHERE \(wrong) ORDER BY id LIMIT \(limit)
            """
        return try Int64.fetchAll(database, sql: sql).map { "the ledger's hashes are not those of log \($0)" }
    }

    /// Logs that are not as they were when they were sealed.
    private static func seals(_ database: Database, _ limit: Int) throws -> [String] {
        guard let secret = try LedgerSeal.secret(of: database) else { return [] }
        var problems: [String] = []
        for log in try Int64.fetchAll(database, sql: "SELECT id FROM log ORDER BY id") where problems.count < limit {
            if try !LedgerSeal.isWhole(log, database, secret) {
                problems.append("log \(log): its entry, its hashes or its hours are not what linktally wrote (seal)")
            }
        }
        return problems
    }
}
