import Foundation
import GRDB
import LinkTallyCore

/// The rows of the ledger, written in somebody's transaction.
struct LedgerTables {
    private let database: Database
    private let origin: String
    /// Unix seconds.
    private let now = Int64(Date().timeIntervalSince1970)

    init(_ database: Database, origin: String) {
        self.database = database
        self.origin = origin
    }

    /// Writes a log's entry, or what changes of it where it goes on; returns its number.
    func write(_ entry: LedgerEntry) throws -> Int64 {
        let number = try entry.behind.map { try update($0.id, entry) } ?? insert(entry)
        try writeHashes(of: entry.fingerprint, behind: entry.behind?.fingerprint.end.offset ?? 0, number)
        try Self.write(entry.lineTags, to: "log_lines", log: number, database)
        if let file = entry.file { try note(file, number) }
        try removeFailures(name: entry.name, log: number)
        return number
    }

    private func insert(_ entry: LedgerEntry) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO log (
                    origin, first_counted, lines, blank, directive, malformed, no_target, filtered, requests,
                    name, container, format, definition, directives, bytes, end_hash, is_open, pending, fault, last_counted)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [origin, now] + lines(entry) + state(entry))
        return database.lastInsertedRowID
    }

    private func update(_ number: Int64, _ entry: LedgerEntry) throws -> Int64 {
        try database.execute(
            sql: """
                UPDATE log SET
                    lines = lines + ?, blank = blank + ?, directive = directive + ?, malformed = malformed + ?,
                    no_target = no_target + ?, filtered = filtered + ?, requests = requests + ?,
                    name = ?, container = ?, format = ?, definition = ?, directives = ?, bytes = ?, end_hash = ?,
                    is_open = ?, pending = ?, fault = ?, last_counted = ?
                WHERE id = ?
                """,
            arguments: lines(entry) + state(entry) + [number])
        return number
    }

    private func lines(_ entry: LedgerEntry) -> StatementArguments {
        let lines = entry.lines
        return [
            lines.total, lines.blank, lines.directive, lines.malformed, lines.noTarget, lines.filtered, lines.requests,
        ]
    }

    private func state(_ entry: LedgerEntry) -> StatementArguments {
        [
            entry.name, entry.container, entry.format, entry.definition, Data(entry.directives),
            entry.fingerprint.end.offset, Data(entry.fingerprint.end.hash.bytes), entry.fingerprint.isOpen,
            entry.pending, entry.fault, now,
        ]
    }

    /// Writes the tags of whole blocks, or of the last one, in which a log that goes on has more now.
    static func write(_ tags: [LineTags], to table: String, log: Int64, _ database: Database) throws {
        let insert = try database.cachedStatement(sql: "REPLACE INTO \(table) VALUES (?, ?, ?)")
        for block in tags { try insert.execute(arguments: [log, block.block, Data(block.bytes)]) }
    }

    private func writeHashes(of fingerprint: LogFingerprint, behind offset: Int, _ number: Int64) throws {
        let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO checkpoint VALUES (?, ?, ?)")
        for point in fingerprint.head where point.offset > offset {
            try insert.execute(arguments: [Data(point.hash.bytes), number, point.offset])
        }
        guard !fingerprint.blocks.isEmpty else { return }
        try database.execute(
            sql: "REPLACE INTO log_blocks VALUES (?, ?)",
            arguments: [number, Data(fingerprint.blocks.flatMap(\.bytes))])
    }

    /// Notes the name and packing that a log has now, all of which was seen.
    func touch(_ number: Int64, name: String, container: String) throws {
        try database.execute(
            sql: "UPDATE log SET name = ?, container = ?, pending = 0, fault = NULL WHERE id = ?",
            arguments: [name, container, number])
    }

    /// Notes the file whose log this is.
    func note(_ file: FileIdentity, _ number: Int64) throws {
        try database.execute(
            sql: "REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                origin, file.device, file.inode, file.size, file.modified, file.changed, now, number,
            ])
    }

    func noteFailure(_ name: String, _ reason: String, _ place: Int?, _ beginning: LogHash?) throws {
        try database.execute(
            sql: "REPLACE INTO failure VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [origin, name, reason, place, now, beginning.map { Data($0.bytes) }])
    }

    /// Forgets the failures of a log that is counted now: those of its name, and those whose beginning is its own.
    func removeFailures(name: String, log: Int64) throws {
        try database.execute(
            sql: """
                DELETE FROM failure
                WHERE origin = ? AND (name = ? OR hash IN (SELECT hash FROM checkpoint WHERE log = ?))
                """, arguments: [origin, name, log])
    }
}
