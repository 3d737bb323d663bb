import GRDB
import GRDBSQLite
import LinkTallyCore

/// The rows of a query, one after the other, lent without a String, a boxed value or an array per row.
@safe
struct LentRows: ~Copyable {
    private let statement: Statement
    private let database: Database

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
    }

    /// Goes to the next row; false where there is none.
    mutating func next() throws -> Bool {
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(database.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// The number in a column, from 0. O(1).
    func number(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(statement.sqliteStatement, Int32(column)) }

    /// A count in a column, from 0. O(1).
    func count(_ column: Int) -> UInt64 { UInt64(max(number(column), 0)) }

    /// Lends the text in a column, from 0: valid UTF-8 until the next row. O(1).
    func withText<Result>(_ column: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        let address = unsafe sqlite3_column_text(statement.sqliteStatement, Int32(column))
        let count = unsafe Int(sqlite3_column_bytes(statement.sqliteStatement, Int32(column)))
        return try body(unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : count).bytes)
    }

    /// The text in a column, from 0. O(text).
    func text(_ column: Int) -> String { withText(column) { $0.text } }
}
