import GRDB

/// One step of the schema. Forward-only: a step that was in a release is never changed, what comes later is a step of its own.
protocol StoreMigration: Sendable {
    /// The name that a store remembers the step by.
    static var name: String { get }

    /// Makes the step, in a transaction.
    static func apply(to database: Database) throws
}
