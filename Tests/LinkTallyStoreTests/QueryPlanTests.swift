import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

/// What is asked for every log that is read uses an index, however many logs there are.
@Suite struct QueryPlanTests {
    @Test(arguments: [
        ("SELECT c.log FROM checkpoint c JOIN log ON log.id = c.log WHERE c.hash = ? AND log.origin = ?", 2),
        ("SELECT id FROM log WHERE end_hash = ? AND bytes = ? AND origin = ?", 1),
        ("SELECT bytes FROM log WHERE is_open AND origin = ? AND bytes <= ?", 1),
        ("SELECT hashes FROM log_blocks WHERE log = ?", 1),
        ("SELECT tags FROM log_lines WHERE log = ? AND block = ?", 1),
        ("SELECT 1 FROM file WHERE origin = ? AND device = ? AND inode = ?", 1),
        ("SELECT id FROM link WHERE link = ?", 1),
        (
            "SELECT id FROM codes WHERE source = ? AND medium = ? AND campaign = ? AND term = ? AND content = ?", 1
        ),
        ("DELETE FROM attribution WHERE log = ?", 1), ("DELETE FROM outcome WHERE log = ?", 1),
        ("DELETE FROM checkpoint WHERE log = ?", 1), ("DELETE FROM file WHERE log = ?", 1),
        ("DELETE FROM touch WHERE reference = ?", 1),
    ])
    func usesAnIndex(_ sql: String, _ searches: Int) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let store = try Store.create(path: scratch.path("tally.sqlite"))
        let plan = try store.database.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(sql.replacing("?", with: "1"))").map {
                $0["detail"] as String
            }
        }
        #expect(plan.count == searches && plan.allSatisfy { $0.hasPrefix("SEARCH ") }, "\(plan)")
    }
}
