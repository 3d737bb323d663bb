import GRDB
import GRDBSQLite

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
    func run() throws { _ = try step() }

    /// Runs the statement with valid UTF-8 as the parameter `index`, from 1, which is not copied. O(log rows).
    func run(_ text: RawSpan, at index: Int) throws {
        try unsafe text.withUnsafeBytes { bytes in
            guard let address = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else {
                bind("", at: index)
                return try run()
            }
            // Good until the next line is done, after which nothing is bound any more.
            unsafe sqlite3_bind_text(statement.sqliteStatement, Int32(index), address, Int32(bytes.count), nil)
            defer { unsafe sqlite3_bind_null(statement.sqliteStatement, Int32(index)) }
            try run()
        }
    }

    /// Runs the statement; the number in the first column of its first row, or nil where it has none. O(log rows).
    func number() throws -> Int64? { try step() }

    private func step() throws -> Int64? {
        defer { unsafe sqlite3_reset(statement.sqliteStatement) }
        switch unsafe sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return unsafe sqlite3_column_int64(statement.sqliteStatement, 0)
        case SQLITE_DONE: return nil
        case let code:
            let message = unsafe String(cString: sqlite3_errmsg(database.sqliteConnection))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// SQLITE_TRANSIENT, which is a macro: SQLite copies what is bound.
    private static var transient: sqlite3_destructor_type { unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
