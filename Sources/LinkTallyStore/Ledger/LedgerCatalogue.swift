import Foundation
import GRDB
import LinkTallyCore

/// The ledger's logs of one origin, as a log that is read is compared with them.
package struct LedgerCatalogue: LogCatalogue {
    private let queue: DatabaseQueue
    private let origin: String

    init(_ queue: DatabaseQueue, origin: String) {
        self.queue = queue
        self.origin = origin
    }

    package func openEnds() throws -> [Int] {
        try queue.read { database in
            let sql = "SELECT bytes FROM log WHERE is_open AND origin = ? AND bytes <= ?"
            return try Int.fetchAll(database, sql: sql, arguments: [origin, LogFingerprint.blockSize])
        }
    }

    package func candidates(head: [LogFingerprint.Point], openEnds: [LogFingerprint.Point]) throws -> [KnownLog] {
        try queue.read { database in
            var numbers: Set<Int64> = []
            if let last = head.last {
                // A hash stands for all bytes before it, so that the last one says all.
                let sql =
                    "SELECT c.log FROM checkpoint c JOIN log ON log.id = c.log WHERE c.hash = ? AND log.origin = ?"
                numbers.formUnion(
                    try Int64.fetchAll(database, sql: sql, arguments: [Data(last.hash.bytes), origin]))
            }
            if let longest = try longest(endingAt: head + openEnds, database) { numbers.insert(longest) }
            return try numbers.sorted().compactMap { try log($0, database) }
        }
    }

    package func log(withLineIn hashes: [LogHash]) throws -> KnownLog? {
        try queue.read { database in
            let sql = "SELECT c.log FROM checkpoint c JOIN log ON log.id = c.log WHERE c.hash = ? AND log.origin = ?"
            for hash in hashes {
                let arguments: StatementArguments = [Data(hash.bytes), origin]
                if let found = try Int64.fetchOne(database, sql: sql, arguments: arguments) {
                    return try log(found, database)
                }
            }
            return nil
        }
    }

    package func lineTags(of log: Int64, block: Int) throws -> [UInt32]? {
        try queue.read { database in
            let sql = "SELECT tags FROM log_lines WHERE log = ? AND block = ?"
            guard let bytes = try Data.fetchOne(database, sql: sql, arguments: [log, block]) else { return nil }
            guard let tags = LineTags.tags(of: Array(bytes)) else {
                throw StoreError.failed("is damaged: the tags of a log's lines are cut off")
            }
            return tags
        }
    }

    /// The longest log that ends at one of `points`.
    private func longest(endingAt points: [LogFingerprint.Point], _ database: Database) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: "SELECT id FROM log WHERE end_hash = ? AND bytes = ? AND origin = ?")
        for point in points.sorted(by: { $0.offset > $1.offset }) {
            let arguments: StatementArguments = [Data(point.hash.bytes), point.offset, origin]
            if let found = try Int64.fetchOne(statement, arguments: arguments) { return found }
        }
        return nil
    }

    private func log(_ id: Int64, _ database: Database) throws -> KnownLog? {
        guard let row = try Row.fetchOne(database, sql: "SELECT * FROM log WHERE id = ?", arguments: [id]) else {
            return nil
        }
        var fingerprint = LogFingerprint()
        let endHash: Data = row["end_hash"]
        fingerprint.end = LogFingerprint.Point(offset: row["bytes"], hash: try Self.hash(endHash))
        fingerprint.isOpen = row["is_open"]
        if fingerprint.end.offset > LogFingerprint.blockSize {
            let sql = "SELECT hashes FROM log_blocks WHERE log = ?"
            let hashes = try Data.fetchOne(database, sql: sql, arguments: [id]) ?? Data()
            fingerprint.blocks = try stride(from: 0, to: hashes.count, by: LogHash.byteCount).map { start in
                try Self.hash(hashes[start..<min(start + LogHash.byteCount, hashes.count)])
            }
        }
        let directives: Data = row["directives"]
        return KnownLog(
            id: id, name: row["name"], fingerprint: fingerprint, format: row["format"], definition: row["definition"],
            directives: Array(directives), lines: Self.lines(row))
    }

    private static func hash(_ bytes: Data) throws -> LogHash {
        guard let hash = LogHash(bytes) else { throw StoreError.failed("is damaged: a hash of the ledger is cut off") }
        return hash
    }

    private static func lines(_ row: Row) -> LineCounts {
        var lines = LineCounts()
        lines.blank = row["blank"]
        lines.directive = row["directive"]
        lines.malformed = row["malformed"]
        lines.noTarget = row["no_target"]
        lines.filtered = row["filtered"]
        lines.requests = row["requests"]
        return lines
    }
}
