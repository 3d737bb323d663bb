import GRDB
import GRDBSQLite
import LinkTallyCore

/// A statement that is run for one row after the other, its values bound from numbers and borrowed bytes: without a String,
/// a boxed value or an array per row.
@safe
final class RowStatement {
    private let statement: Statement
    private let database: Database

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
    }

    /// Binds the parameter `index`, from 1. O(1).
    func bind(_ value: Int64, at index: Int) {
        unsafe sqlite3_bind_int64(statement.sqliteStatement, Int32(index), value)
    }

    /// Binds the parameter `index`, from 1. O(1).
    func bind(_ value: UInt64, at index: Int) { bind(Int64(clamping: value), at: index) }

    /// Binds valid UTF-8 as text to the parameter `index`, from 1; the bytes are copied. O(bytes).
    func bind(_ text: RawSpan, at index: Int) {
        unsafe text.withUnsafeBytes { bytes in
            // Without an address SQLite would bind NULL.
            let address = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            if let address = unsafe address, unsafe !bytes.isEmpty {
                unsafe sqlite3_bind_text(
                    statement.sqliteStatement, Int32(index), address, Int32(bytes.count), Self.transient)
            } else {
                unsafe sqlite3_bind_text(statement.sqliteStatement, Int32(index), "", 0, Self.transient)
            }
        }
    }

    /// Binds text to the parameter `index`, from 1. O(text).
    func bind(_ text: String, at index: Int) { bind(Array(text.utf8).rawSpan, at: index) }

    /// Runs the statement. O(log rows).
    func run() throws { _ = try number() }

    /// Runs the statement with valid UTF-8 as the parameter `index`, from 1, which is not copied. O(log rows).
    func run(_ text: RawSpan, at index: Int) throws {
        try unsafe text.withUnsafeBytes { bytes in
            guard let address = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
                bind("", at: index)
                return try run()
            }
            // The bytes are lent until the statement has run; then the parameter is NULL again.
            unsafe sqlite3_bind_text(statement.sqliteStatement, Int32(index), address, Int32(bytes.count), nil)
            defer { unsafe sqlite3_bind_null(statement.sqliteStatement, Int32(index)) }
            try run()
        }
    }

    /// Runs the statement; the number in the first column of its first row, or nil where it has none. O(log rows).
    func number() throws -> Int64? {
        defer { unsafe sqlite3_reset(statement.sqliteStatement) }
        return try statement.step(in: database) ? unsafe sqlite3_column_int64(statement.sqliteStatement, 0) : nil
    }

    /// SQLITE_TRANSIENT, which is a macro: SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

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
    mutating func next() throws -> Bool { try statement.step(in: database) }

    /// The number in a column, from 0. O(1).
    func number(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(statement.sqliteStatement, Int32(column)) }

    /// A count in a column, from 0. O(1).
    func count(_ column: Int) -> UInt64 { UInt64(max(number(column), 0)) }

    /// Whether a column, from 0, has nothing. O(1).
    func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(statement.sqliteStatement, Int32(column)) == SQLITE_NULL
    }

    /// Lends the text in a column, from 0: valid UTF-8 until the next row. O(1).
    func withText<Result>(_ column: Int, _ body: (RawSpan) throws -> Result) rethrows -> Result {
        let address = unsafe sqlite3_column_text(statement.sqliteStatement, Int32(column))
        let count = unsafe Int(sqlite3_column_bytes(statement.sqliteStatement, Int32(column)))
        return try body(unsafe UnsafeRawBufferPointer(start: address, count: address == nil ? 0 : count).bytes)
    }

    /// The text in a column, from 0. O(text).
    func text(_ column: Int) -> String { withText(column) { $0.text } }
}

extension Statement {
    /// Goes to the next row; false where there is none.
    fileprivate func step(in database: Database) throws -> Bool {
        switch unsafe sqlite3_step(sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(database.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }
}
