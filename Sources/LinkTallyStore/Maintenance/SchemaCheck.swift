import GRDB

/// Looks whether a store has the tables, views and indexes that its schema makes. What else somebody made is let be.
enum SchemaCheck {
    private struct Object: Hashable {
        let type: String
        let name: String
        let sql: String
    }

    /// What is missing or was changed.
    static func problems(of database: Database) throws -> [String] {
        // Made anew, in memory, by the same steps.
        let whole = try DatabaseQueue()
        try StoreMigrations.migrator.migrate(whole)
        let expected = try whole.read(objects)
        let found = Dictionary(uniqueKeysWithValues: try objects(database).map { ($0.name, $0) })
        return expected.compactMap { object in
            guard let other = found[object.name] else { return "the \(object.type) \(object.name) is missing" }
            return other == object ? nil : "the \(object.type) \(object.name) is not as it was made"
        }
    }

    /// Those that were made by a statement, by name: SQLite makes others by itself.
    private static func objects(_ database: Database) throws -> [Object] {
        let sql =
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        return try Row.fetchAll(database, sql: "\(sql) ORDER BY name").map { row in
            Object(type: row["type"], name: row["name"], sql: row["sql"])
        }
    }
}
