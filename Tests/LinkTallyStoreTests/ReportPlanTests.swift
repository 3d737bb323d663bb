import Foundation
import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

/// No report looks at a table again and again: each query goes over one table once, and finds all
/// others by their keys.
@Suite struct ReportPlanTests {
    @Test(arguments: [HourRange(), HourRange(from: 494_400, to: 494_900)])
    func summaries(_ range: HourRange) throws {
        try check(minimum: 6) { _ = try SummaryReader($0, range: range).summary(maxMemory: 1 << 20) }
    }

    @Test(arguments: [nil] + PeriodUnit.allCases, [[], [.campaign, .source], [.link, .medium]] as [[GroupDimension]])
    func groups(_ unit: PeriodUnit?, _ dimensions: [GroupDimension]) throws {
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.unit = unit
        question.dimensions = dimensions
        question.compares = unit != nil
        let plans = try check(minimum: 3) { try GroupedReader($0, question).forEachRow(limit: nil) { _ in } }
        // Only where hours are asked for does it take the rows by hour; both are found by the period's times.
        let table = unit == .hour ? "(log=? AND hour=?)" : "(day=?)"
        #expect(plans.contains { $0 == ["SCAN m", "SEARCH t USING PRIMARY KEY \(table)"] }, "\(plans)")
    }

    @Test(arguments: [HourRange(), HourRange(from: 494_401, to: 494_900)])
    func conversions(_ range: HourRange) throws {
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.range = range
        let plans = try check(minimum: 8, sorting: ["SCAN m", "SCAN n", "SCAN k"]) { snapshot in
            let reader = try ConversionReader(snapshot, [Goal("/thanks*"), Goal("b=*/lp/b")], question)
            _ = try reader.total(0)
            try reader.forEachCampaign(0, limit: nil) { _, _, _ in }
            try reader.forEachLink(1, limit: 3) { _, _ in }
            try reader.forEachLost(limit: 3) { _, _, _ in }
            _ = try reader.lost()
            _ = try reader.lost(before: true)
            _ = try snapshot.earliestHour()
        }
        let table = range.isEverything ? "(day=?)" : "(log=? AND hour=?)"
        #expect(plans.contains { $0.starts(with: ["SCAN m", "SEARCH t USING PRIMARY KEY \(table)"]) }, "\(plans)")
    }

    /// A conversion of a compared range is found as one of a range is.
    @Test func comparedConversions() throws {
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.range = HourRange(from: 494_401, to: 494_900)
        question.compares = true
        let plans = try check(minimum: 6, sorting: ["SCAN m", "SCAN n", "SCAN k"]) { snapshot in
            let reader = try ConversionReader(snapshot, [Goal("/thanks*")], question)
            _ = try reader.total(0)
            try reader.forEachCampaign(0, limit: 3) { _, _, _ in }
            try reader.forEachLink(0, limit: nil) { _, _ in }
            try reader.forEachLost(limit: nil) { _, _, _ in }
        }
        #expect(plans.contains { $0.starts(with: ["SCAN m", "SEARCH t USING PRIMARY KEY (log=? AND hour=?)"]) })
    }

    @Test(
        arguments: [nil] + PeriodUnit.allCases,
        [([], 1), ([.campaign, .source], 1), ([.link], 2), ([.medium, .link], 2)] as [([GroupDimension], Int)])
    func groupedConversions(_ unit: PeriodUnit?, _ dimensions: ([GroupDimension], Int)) throws {
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.unit = unit
        question.dimensions = dimensions.0
        question.compares = unit != nil
        let plans = try check(minimum: 4) { snapshot in
            try GroupedConversionReader(snapshot, [Goal("/thanks*"), Goal("b=*/lp/b")], question)
                .forEachRow(limit: nil) { _ in }
        }
        // One pass over the attributions, and one more where links are told apart; nothing is sorted.
        let table = unit == .hour ? "(log=? AND hour=?)" : "(day=?)"
        let passes = plans.count { $0 == ["SCAN m", "SEARCH t USING PRIMARY KEY \(table)"] }
        #expect(passes == dimensions.1, "\(plans)")
    }

    /// Checks the plan of each query that `body` runs; returns the plans.
    ///
    /// - Parameter sorting: Which queries may sort, by what they go over; all others sort no more than numbers of codes and hours.
    @discardableResult
    private func check(minimum: Int, sorting: [String] = [], _ body: (StoreSnapshot) throws -> Void) throws
        -> [[String]]
    {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: 494_000..<495_000, count: 100)
        return try small.read { snapshot in
            let queries = Queries()
            snapshot.database.trace { event in
                if case .statement(let statement) = event { queries.texts.append(statement.sql) }
            }
            try body(snapshot)
            snapshot.database.trace(options: [])
            let selects = queries.texts.filter { $0.contains("SELECT ") }
            #expect(selects.count >= minimum)
            return try selects.map { sql in
                let steps = try Row.fetchAll(snapshot.database, sql: "EXPLAIN QUERY PLAN \(sql)")
                // Steps of one parent are loops within loops.
                let loops = Dictionary(grouping: steps) { $0["parent"] as Int }.values.map { $0.map(Self.detail) }
                for loop in loops { #expect(loop.count { $0.hasPrefix("SCAN") } <= 1, "\(sql): \(loop)") }
                for loop in loops where loop.contains(where: { $0.contains("TEMP B-TREE") }) {
                    let scan = loop.first { $0.hasPrefix("SCAN") } ?? ""
                    #expect((["SCAN codes", "SCAN hour_count"] + sorting).contains(scan), "\(sql): \(loop)")
                }
                return steps.map(Self.detail)
            }
        }
    }

    private static func detail(_ row: Row) -> String { row["detail"] }

    /// What a trace hears.
    private final class Queries: @unchecked Sendable {
        var texts: [String] = []
    }
}
