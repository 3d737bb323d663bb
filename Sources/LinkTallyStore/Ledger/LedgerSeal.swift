import Foundation
import GRDB
import LinkTallyCore

/// A hash, keyed with the store's secret, over what the ledger has of a log and what no balance proves: its lines and bytes, all
/// its hashes, and its hours. It is written in the transaction that changes any of these, so that a change by another hand,
/// of the secret too, shows.
///
/// The log's name, packing and pending bytes are not in it: they say where it was seen last.
enum LedgerSeal {
    /// Seals the log as it is now. O(hashes in the head, blocks and hours of the log).
    static func write(_ log: Int64, _ database: Database) throws {
        guard let secret = try secret(of: database) else { throw StoreError.settingMissing("hash_secret") }
        let hash = try hash(of: log, database, secret)
        try database.execute(sql: "REPLACE INTO log_seal VALUES (?, ?)", arguments: [log, Data(hash.bytes)])
    }

    /// Whether the log is as it was sealed.
    static func isWhole(_ log: Int64, _ database: Database, _ secret: [UInt8]) throws -> Bool {
        let kept = try Data.fetchOne(database, sql: "SELECT hash FROM log_seal WHERE log = ?", arguments: [log])
        return try kept.flatMap { LogHash($0) } == hash(of: log, database, secret)
    }

    /// Whether `secret` is what the logs were sealed with: one of the last of them is whole, or there is none.
    static func proves(_ secret: [UInt8], _ database: Database) throws -> Bool {
        let logs = try Int64.fetchAll(database, sql: "SELECT id FROM log ORDER BY id DESC LIMIT \(logsAsked)")
        return try logs.isEmpty || logs.contains { try isWhole($0, database, secret) }
    }

    /// A log that somebody else changed says nothing of the secret.
    private static let logsAsked = 5

    /// What hashes are keyed with; nil where it is not there or no secret.
    static func secret(of database: Database) throws -> [UInt8]? {
        let secret = try Row.fetchOne(database, sql: "SELECT value FROM setting WHERE name = 'hash_secret'")
        guard case .blob(let bytes) = secret?.databaseValues.first?.storage, bytes.count == ChainedHash.secretSize
        else { return nil }
        return Array(bytes)
    }

    /// Whether the log is as the schema's third step sealed it, or was not sealed at all.
    static func wasWhole(_ log: Int64, _ database: Database, _ secret: [UInt8]) throws -> Bool {
        let kept = try Data.fetchOne(database, sql: "SELECT hash FROM log_seal WHERE log = ?", arguments: [log])
        guard let kept else { return true }
        let parts = parts.filter { !$0.contains("log_lines") }
        return try LogHash(kept) == hash(of: log, database, secret, parts: parts)
    }

    /// The hash of the log as it is.
    static func hash(
        of log: Int64, _ database: Database, _ secret: [UInt8], parts: [String] = parts
    ) throws -> LogHash {
        var chain = ChainedHash(secret: secret)
        for sql in parts {
            let rows = try Row.fetchCursor(database, sql: sql, arguments: [log])
            while let row = try rows.next() {
                for value in row.databaseValues { append(value, to: &chain) }
            }
            // Where one part ends and the next begins.
            chain.append([UInt8.max].rawSpan)
        }
        return chain.hash
    }

    /// Each lists something of the log in an order that never changes.
    private static let parts = [
        """
        SELECT id, origin, format, definition, directives, bytes, end_hash, is_open, lines, blank, directive, malformed,
            no_target, filtered, requests, first_counted, pruned_before, pruned_requests
        FROM log WHERE id = ?
        """,
        "SELECT \"offset\", hash FROM checkpoint WHERE log = ? ORDER BY 1, 2",
        "SELECT hashes FROM log_blocks WHERE log = ?",
        "SELECT block, tags FROM log_lines WHERE log = ? ORDER BY block",
        "SELECT \(CountTable.hourCount.columns.joined(separator: ", ")) FROM hour_count WHERE log = ? ORDER BY hour",
    ]

    /// Appends the kind of the value, its length where it has one, and the value: no two lists of values look the same.
    private static func append(_ value: DatabaseValue, to chain: inout ChainedHash) {
        switch value.storage {
        case .null: chain.append([UInt8(0)].rawSpan)
        case .int64(let number): chain.append(([1] + bytes(number)).rawSpan)
        case .double(let number): chain.append(([2] + bytes(Int64(bitPattern: number.bitPattern))).rawSpan)
        case .string(let text): chain.append(([3] + bytes(Int64(text.utf8.count)) + Array(text.utf8)).rawSpan)
        case .blob(let data): chain.append(([4] + bytes(Int64(data.count)) + Array(data)).rawSpan)
        }
    }

    /// The lowest byte first.
    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
