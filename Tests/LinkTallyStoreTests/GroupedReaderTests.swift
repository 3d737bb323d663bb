import Foundation
import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct GroupedReaderTests {
    private static let hours: Range<Int64> = 494_000..<498_000

    /// Rows equal those that are added up one by one, in all periods, zones, groups and with every comparison.
    @Test func rowsAreSumsOfAttributions() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<4 {
            let small = try SmallStore(&random, hours: Self.hours, count: 300)
            for unit in [nil] + PeriodUnit.allCases {
                for zone in ["UTC", "Europe/Berlin", "America/New_York"] {
                    let question = try question(&random, unit, zone)
                    let rows = try rows(small, question)
                    #expect(rows == (try expected(small, question)), "seed \(seed): \(question)")
                }
            }
        }
    }

    private func question(_ random: inout SplitMix, _ unit: PeriodUnit?, _ zone: String) throws -> GroupedQuestion {
        let middle = (Self.hours.lowerBound + Self.hours.upperBound) / 2
        return try .random(
            &random, unit, zone, dimensions: 3, from: middle - 1500..<middle - 200, to: middle + 800..<middle + 1500)
    }

    private func rows(_ small: SmallStore, _ question: GroupedQuestion, limit: Int? = nil) throws -> [GroupedRow] {
        try small.read { snapshot in
            var rows: [GroupedRow] = []
            try GroupedReader(snapshot, question).forEachRow(limit: limit) { rows.append($0) }
            return rows
        }
    }

    private struct Key: Hashable {
        let period: Int64
        let values: [String]
    }

    private func expected(_ small: SmallStore, _ question: GroupedQuestion) throws -> [GroupedRow] {
        let range = question.range
        func period(_ hour: Int64) throws -> Int64 {
            guard let unit = question.unit else { return 0 }
            return hour == StoreTime.unknownHour ? hour : try question.calendar.start(of: unit, with: hour)
        }
        let newest = small.attributions.map(\.hour).filter { $0 != StoreTime.unknownHour }.max()
        let last = try newest.map {
            try question.unit == nil ? 0 : question.calendar.start(of: question.unit!, with: $0)
        }
        var sums: [Key: GroupCounts] = [:]
        for row in small.attributions {
            let values = question.dimensions.map(row.value)
            if range.contains(row.hour) {
                let key = Key(period: try period(row.hour), values: values)
                sums[key, default: GroupCounts()].hits += row.hits
                sums[key, default: GroupCounts()].errors += row.errors
            }
            guard question.compares, row.hour != StoreTime.unknownHour else { continue }
            if let unit = question.unit {
                let next = try question.calendar.next(unit, after: period(row.hour))
                guard range.isEverything || range.contains(next), next <= last ?? .min else { continue }
                sums[Key(period: next, values: values), default: GroupCounts()].before += row.hits
            } else if let from = range.from, let to = range.to, row.hour >= 2 * from - to, row.hour < from {
                sums[Key(period: 0, values: values), default: GroupCounts()].before += row.hits
            }
        }
        let isLinkFirst = question.dimensions.first == .link
        func order(_ values: [String]) -> [[UInt8]] {
            let link = question.dimensions.firstIndex(of: .link).map { [values[$0]] } ?? []
            let codes = zip(question.dimensions, values).filter { $0.0 != .link }.map(\.1)
            return (isLinkFirst ? link + codes : codes + link).map { Array($0.utf8) }
        }
        let ordered = sums.sorted { a, b in
            if a.key.period != b.key.period { return a.key.period < b.key.period }
            for (first, second) in zip(order(a.key.values), order(b.key.values)) where first != second {
                return first.lexicographicallyPrecedes(second)
            }
            return false
        }
        return ordered.map { key, counts in
            let totals = question.dimensions.isEmpty ? PeriodTotals(requests: counts.hits) : nil
            return GroupedRow(period: key.period, values: key.values, counts: counts, totals: totals)
        }
    }

    /// Of each period the groups with the most hits.
    @Test func aLimitKeepsTheLargestGroups() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: Self.hours, count: 300)
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.unit = .month
        question.dimensions = [.campaign, .link]
        let all = Dictionary(grouping: try rows(small, question), by: \.period)
        let some = Dictionary(grouping: try rows(small, question, limit: 3), by: \.period)
        #expect(some.count == all.count && all.count > 3)
        for (period, rows) in some {
            #expect(rows.map(\.counts.hits) == Array(all[period]!.map(\.counts.hits).sorted(by: >).prefix(3)))
        }
    }

    /// More groups than there is memory for are an error, not a wrong figure.
    @Test func tooManyGroups() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: Self.hours, count: 50)
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 600)
        question.dimensions = [.campaign, .source, .link]
        #expect(throws: GroupNumbers.noRoom) { try rows(small, question) }
    }
}
