import LinkTallyCore

/// A table of counts: the columns of its key, then those that are added up.
struct CountTable: Sendable {
    let name: String
    let key: [String]
    let sums: [String]
    /// A column that keeps the smallest of its values.
    let least: String?

    var columns: [String] { key + sums + (least.map { [$0] } ?? []) }

    /// What becomes of a row that is there already.
    var addition: String {
        let sets =
            sums.map { "\($0) = \($0) + excluded.\($0)" } + (least.map { ["\($0) = MIN(\($0), excluded.\($0))"] } ?? [])
        return "ON CONFLICT DO UPDATE SET \(sets.joined(separator: ", "))"
    }

    private init(_ name: String, key: [String], sums: [String], least: String? = nil) {
        self.name = name
        self.key = key
        self.sums = sums
        self.least = least
    }

    static let attribution = CountTable(
        "attribution", key: ["log", "hour", "link", "codes"], sums: ["hits", "errors", "with_rejection"])
    static let rejection = CountTable(
        "rejection", key: ["log", "hour", "link", "parameter", "reason", "value"], sums: ["hits"], least: "example_line"
    )
    static let outcome = CountTable(
        "outcome", key: ["log", "hour", "link"], sums: ["requests"] + StoreColumns.outcomes)
    static let hourCount = CountTable(
        "hour_count", key: ["log", "hour"],
        sums: ["requests", "with_query", "with_parameters", "tagged"] + StoreColumns.outcomes
            + StoreColumns.parameterColumns)
    static let touch = CountTable("touch", key: ["reference", "log", "second", "link", "codes"], sums: ["hits"])
    static let dayAttribution = CountTable("day_attribution", key: ["day", "link", "codes"], sums: ["hits", "errors"])

    /// Those whose rows belong to a log.
    static let ofLogs = [attribution, rejection, outcome, hourCount, touch]
    static let all = ofLogs + [dayAttribution]
    /// The other tables whose rows belong to a log: what the ledger keeps of it, and how much of its touches was erased.
    static let othersOfLogs = ["checkpoint", "log_blocks", "log_lines", "log_seal", "file", "erased_touch"]
}

/// Where counts are written: the store's tables, or TEMP tables of the same columns that gather what memory has no room for.
struct CountDestination: Sendable {
    /// What stands before each table's name; nothing for the store's.
    let prefix: String
    /// Whether a row may be there already, whose counts are then added to.
    private let adds: Bool

    static let store = CountDestination(prefix: "", adds: true)
    static let spilled = CountDestination(prefix: "spilled_", adds: false)

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
