import Foundation
import GRDB
import LinkTallyCore

/// One worker's hands on the store: a connection with TEMP tables of its own, and transactions in which a log's counts and its
/// entry in the ledger appear together or not at all.
package final class LedgerWriter: LogOverflow {
    private let store: Store
    let queue: DatabaseQueue
    private let origin: String
    private var hasSpilled = false
    private var hasSpilledLines = false
    /// The logs of the same origin.
    package let catalogue: LedgerCatalogue

    package init(_ store: Store, origin: String) throws {
        self.store = store
        queue = try store.connection()
        self.origin = origin
        catalogue = LedgerCatalogue(queue, origin: origin)
    }

    /// Whether `file` is as it was when all of it was counted. O(log files).
    package func isUnchanged(_ file: FileIdentity) throws -> Bool {
        try queue.read { database in
            let sql = """
                SELECT 1 FROM file
                WHERE origin = ? AND device = ? AND inode = ? AND size = ? AND modified = ? AND changed = ?
                """
            let arguments: StatementArguments = [
                origin, file.device, file.inode, file.size, file.modified, file.changed,
            ]
            return try Int.fetchOne(database, sql: sql, arguments: arguments) != nil
        }
    }

    package func spill(_ tally: borrowing Tally, segmentStarts: [Int]) throws {
        try queue.inDatabase { database in
            // Not in a transaction: only TEMP tables are written.
            let spilled = SpilledCounts(database)
            try spilled.prepare()
            hasSpilled = true
            try database.inTransaction(.deferred) {
                try spilled.add(tally, segmentStarts: segmentStarts)
                return .commit
            }
        }
    }

    package func spill(_ tags: [LineTags]) throws {
        try queue.inDatabase { database in
            try database.execute(
                sql: """
                    CREATE TEMP TABLE IF NOT EXISTS spilled_lines (log INTEGER, block INTEGER PRIMARY KEY, tags BLOB)
                    """)
            hasSpilledLines = true
            try database.inTransaction(.deferred) {
                try LedgerTables.write(tags, to: "spilled_lines", log: 0, database)
                return .commit
            }
        }
    }

    /// Forgets what was spilled of a log that is given up.
    package func giveUp() throws {
        if hasSpilled { try queue.inDatabase { try SpilledCounts($0).removeAll() } }
        if hasSpilledLines { try queue.inDatabase { try $0.execute(sql: "DROP TABLE IF EXISTS temp.spilled_lines") } }
        (hasSpilled, hasSpilledLines) = (false, false)
    }

    /// Enters a log with what `tally` has and what was spilled, in one transaction.
    ///
    /// - Parameters:
    ///   - isCurrent: Asked while nobody else writes: whether what is known of other logs is still what the log was compared
    ///     with.
    ///   - entered: Told the log's number once the log is entered, while nobody else writes.
    /// - Returns: What became of it; nil where it was not entered, since `isCurrent` says so.
    package func enter(
        _ entry: LedgerEntry, _ tally: borrowing Tally, segmentStarts: [Int], isCurrent: () -> Bool,
        entered: (Int64) -> Void
    ) throws -> LedgerReceipt? {
        store.writing.wait()
        defer { store.writing.signal() }
        guard isCurrent() else { return nil }
        var receipt: LedgerReceipt?
        try queue.inTransaction(.immediate) { database in
            let ledger = LedgerTables(database, origin: origin)
            let log = try ledger.write(entry)
            if hasSpilledLines {
                let sql = "REPLACE INTO log_lines SELECT ?, block, tags FROM spilled_lines ORDER BY block"
                try database.execute(sql: sql, arguments: [log])
            }
            if hasSpilled {
                let spilled = SpilledCounts(database)
                try spilled.add(tally, segmentStarts: segmentStarts)
                try spilled.copy(toLog: log)
            } else {
                try TallyWriter(database, .store, log: log, segmentStarts: segmentStarts).write(tally)
            }
            let dropped = try Pruning.drop(of: log, database)
            try LedgerSeal.write(log, database)
            receipt = LedgerReceipt(log: log, dropped: dropped)
            return .commit
        }
        // Not before: who was told of it must be able to read it.
        if let receipt { entered(receipt.log) }
        try giveUp()
        return receipt
    }

    /// A short transaction, while nobody else writes.
    private func write(_ body: (LedgerTables) throws -> Void) throws {
        store.writing.wait()
        defer { store.writing.signal() }
        try queue.inTransaction(.immediate) { database in
            try body(LedgerTables(database, origin: origin))
            return .commit
        }
    }

    /// Notes that a file has nothing but what is counted already.
    package func note(
        _ log: KnownLog, name: String, container: String, isWhole: Bool, file: FileIdentity?
    ) throws {
        try write { ledger in
            // The name and packing that it has now; nothing of it waits any more, and it does not end early.
            if isWhole { try ledger.touch(log.id, name: name, container: container) }
            if let file { try ledger.note(file, log.id) }
            try ledger.removeFailures(name: name, log: log.id)
        }
    }

    /// Notes that nothing of an input could be counted.
    ///
    /// - Parameters:
    ///   - place: Offset in the file's bytes.
    ///   - beginning: A hash of the log's beginning, by which it is known under another name.
    package func noteFailure(name: String, reason: String, place: Int?, beginning: LogHash?) throws {
        try write { try $0.noteFailure(name, reason, place, beginning) }
    }
}
