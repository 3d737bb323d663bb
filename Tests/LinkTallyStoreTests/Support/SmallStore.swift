import Foundation
import GRDB
import TestSupport

@testable import LinkTallyStore

/// A store with made-up attributions, and the same as a list.
final class SmallStore {
    struct Attribution {
        let log: Int
        /// Unix hours.
        let hour: Int64
        let link: String
        let values: [String]
        let hits: UInt64
        let errors: UInt64

        func value(_ dimension: GroupDimension) -> String {
            switch dimension {
            case .source: values[0]
            case .medium: values[1]
            case .campaign: values[2]
            case .link: link
            }
        }
    }

    let store: Store
    let attributions: [Attribution]
    private let scratch: Scratch

    /// Attributions drawn by `random`, of three logs, in `hours`; some without a time where `hasUnknown`.
    init(_ random: inout SplitMix, hours: Range<Int64>, count: Int, hasUnknown: Bool = true) throws {
        var all: [Attribution] = []
        for _ in 0..<count {
            let isUnknown = hasUnknown && Int.random(in: 0..<20, using: &random) == 0
            let hour = isUnknown ? StoreTime.unknownHour : Int64.random(in: hours, using: &random)
            let values = ["source", "medium", "campaign", "term", "content"].map { name in
                let number = Int.random(in: 0...3, using: &random)
                return number == 0 ? "" : "\(name)-\(number)"
            }
            let hits = UInt64.random(in: 1...5, using: &random)
            all.append(
                Attribution(
                    log: Int.random(in: 1...3, using: &random), hour: hour,
                    link: ["/lp/a", "/lp/b", "shop.example/lp/a", "/thanks", "shop.example/thanks/x"].randomElement(
                        using: &random)!,
                    values: values, hits: hits, errors: UInt64.random(in: 0...hits, using: &random)))
        }
        attributions = all
        scratch = try Scratch()
        store = try Store.create(path: scratch.path("tally.sqlite"))
        try store.database.write { database in try Self.insert(all, database) }
    }

    /// Calls `body` with the store as it is.
    func read<Result>(_ body: (StoreSnapshot) throws -> Result) throws -> Result {
        var result: Result?
        try store.withSnapshot { result = try body($0) }
        return result!
    }

    private static func insert(_ attributions: [Attribution], _ database: Database) throws {
        let zeros = repeatElement("0", count: StoreColumns.parameterColumns.count + 3).joined(separator: ", ")
        for row in attributions {
            let link = try number(database, "link", ["link"], [row.link])
            let codes = try number(database, "codes", ["source", "medium", "campaign", "term", "content"], row.values)
            let counts: StatementArguments = [Int64(row.hits), Int64(row.errors)]
            try database.execute(
                sql: "INSERT INTO attribution VALUES (?, ?, ?, ?, ?, ?, 0) \(CountTable.attribution.addition)",
                arguments: [row.log, row.hour, link, codes] + counts)
            try database.execute(
                sql: "INSERT INTO day_attribution VALUES (?, ?, ?, ?, ?) \(CountTable.dayAttribution.addition)",
                arguments: [StoreTime.day(ofHour: row.hour), link, codes] + counts)
            // As many requests as hits, all of them attributed.
            try database.execute(
                sql: """
                    INSERT INTO hour_count VALUES (?1, ?2, ?3, ?3, ?3, ?3, ?3, \(zeros))
                    \(CountTable.hourCount.addition)
                    """, arguments: [row.log, row.hour, Int64(row.hits)])
        }
    }

    private static func number(
        _ database: Database, _ table: String, _ columns: [String], _ values: [String]
    ) throws -> Int64 {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let list = columns.joined(separator: ", ")
        try database.execute(
            sql: "INSERT OR IGNORE INTO \(table) (\(list)) VALUES (\(marks))", arguments: StatementArguments(values))
        return try Int64.fetchOne(
            database, sql: "SELECT id FROM \(table) WHERE (\(list)) = (\(marks))",
            arguments: StatementArguments(values))!
    }
}
