import GRDB

/// The clicks on the references of a mode's payments, read once, in the order of the references' bytes.
final class TouchReader {
    /// Clicks are found by their key, for each reference of the index on references.
    static let sql = """
        SELECT reference, second, log, link, codes FROM touch
        WHERE reference IN (SELECT reference FROM payment WHERE livemode = ?) ORDER BY reference
        """

    private let rows: RowCursor
    private var next: (reference: String, touch: Touch)?

    init(_ database: Database, isLive: Bool) throws {
        rows = try Row.fetchCursor(database, sql: Self.sql, arguments: [isLive])
        try advance()
    }

    /// Calls `body` with each click on a reference; references must be asked for in the order of their bytes.
    func forEachTouch(on reference: String, _ body: (Touch) -> Void) throws {
        while let (found, touch) = next {
            if found.utf8.elementsEqual(reference.utf8) {
                body(touch)
            } else if reference.utf8.lexicographicallyPrecedes(found.utf8) {
                return
            }
            try advance()
        }
    }

    private func advance() throws {
        next = try rows.next().map { row in
            (row[0], Touch(second: row[1], log: row[2], link: row[3], codes: row[4]))
        }
    }
}
