import GRDB
import LinkTallyCore

/// Numbers for the groups that rows of a table fall into, in the bytewise order of their texts.
struct GroupNumbers {
    /// The texts of each group.
    private(set) var texts: [[String]] = []
    /// By the table's own number; 0 where it has none such.
    private var groups = NumberTable()
    private var textBytes = 0

    /// Bytes of all.
    var byteCount: Int { textBytes + groups.byteCount }

    /// One group for all.
    init() { texts = [[]] }

    /// The groups of `columns` in `table`. O(rows * log rows).
    init(_ database: Database, table: String, columns: [String], maxMemory: Int) throws {
        var rows = try LentRows(database, Self.sql(table: table, columns: columns))
        while try rows.next() {
            let texts = columns.indices.map { rows.text($0 + 1) }
            if texts != self.texts.last {
                self.texts.append(texts)
                textBytes += texts.reduce(48) { $0 + 32 + $1.utf8.count }
            }
            try groups.set(rows.number(0), to: UInt32(self.texts.count - 1), maxMemory: maxMemory - textBytes)
        }
        if byteCount > maxMemory { throw Self.noRoom }
    }

    static func sql(table: String, columns: [String]) -> String {
        let list = columns.joined(separator: ", ")
        return "SELECT id, \(list) FROM \(table) ORDER BY \(list)"
    }

    /// The group of the row with this number. O(1).
    subscript(id: Int64) -> UInt32 { groups[id] }

    /// What is said where there are too many groups.
    static var noRoom: StoreError {
        .failed("has more groups than --max-memory has room for; group by less, or give more memory")
    }
}
