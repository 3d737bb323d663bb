import LinkTallyCore

/// Where counts are written: the store's tables, or TEMP tables of the same columns that gather what memory has no room for.
struct CountTables: Sendable {
    /// What stands before each table's name.
    let prefix: String
    /// Whether a row may be there already, whose counts are then added to.
    private let adds: Bool

    static let store = CountTables(prefix: "", adds: true)
    static let spilled = CountTables(prefix: "spilled_", adds: false)

    func selectNumber(_ table: String, _ columns: [String]) -> String {
        "SELECT id FROM \(prefix)\(table) WHERE " + columns.map { "\($0) = ?" }.joined(separator: " AND ")
    }

    func insertNumber(_ table: String, _ columns: [String]) -> String {
        "INSERT INTO \(prefix)\(table) (\(columns.joined(separator: ", "))) VALUES (\(Self.marks(columns.count)))"
            + " RETURNING id"
    }

    /// Inserts a row of a table of counts, or adds to it.
    func insert(_ table: CountTable) -> String {
        let insert = "INSERT INTO \(prefix)\(table.name) VALUES (\(Self.marks(table.columns.count)))"
        return adds ? "\(insert) \(table.addition)" : insert
    }

    private static func marks(_ count: Int) -> String {
        repeatElement("?", count: count).joined(separator: ", ")
    }
}
