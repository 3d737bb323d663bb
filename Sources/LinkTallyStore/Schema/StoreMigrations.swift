import GRDB

/// The schema's steps: a new one is named here.
enum StoreMigrations {
    /// In the order in which they are made.
    private static let all: [(name: String, apply: @Sendable (Database) throws -> Void)] = [
        (CountsMigration.name, { try CountsMigration.apply(to: $0) }),
        (PaymentsMigration.name, { try PaymentsMigration.apply(to: $0) }),
        (SealsMigration.name, { try SealsMigration.apply(to: $0) }),
        (LinesMigration.name, { try LinesMigration.apply(to: $0) }),
        (LossesMigration.name, { try LossesMigration.apply(to: $0) }),
    ]

    /// The steps' names, in order.
    static var names: [String] { all.map(\.name) }

    /// What brings a store up to date, and knows a store that is newer.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in all {
            migrator.registerMigration(step.name, migrate: step.apply)
        }
        return migrator
    }
}

/// One step of the schema. Forward-only: a step that was in a release is never changed, what comes later is a step of its own.
protocol StoreMigration: Sendable {
    /// The name that a store remembers the step by.
    static var name: String { get }

    /// Makes the step, in a transaction.
    static func apply(to database: Database) throws
}
