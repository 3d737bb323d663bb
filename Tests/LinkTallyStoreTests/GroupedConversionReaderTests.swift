import Foundation
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct GroupedConversionReaderTests {
    private static let hours: Range<Int64> = 494_000..<495_500
    private static let goals = SlowConversions.goals

    private struct Key: Hashable {
        let period: Int64
        let goal: Int
        let values: [String]
    }

    /// Rows equal those that are added up one by one, in all periods, groups and zones, compared or not.
    @Test func rowsAreSumsOfAttributions() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for round in 0..<6 {
            // Few rows, so that some codes are clicked on one link, and some never.
            let small = try SmallStore(&random, hours: Self.hours, count: .random(in: 0...250, using: &random))
            for unit in [nil] + PeriodUnit.allCases {
                for zone in ["UTC", "Europe/Berlin"] {
                    let question = try question(&random, unit, zone)
                    let rows = try rows(small, question)
                    var answer: [Key: ConversionCounts] = [:]
                    for row in rows {
                        answer[Key(period: row.period, goal: row.goal, values: row.values)] = row.counts
                    }
                    #expect(answer.count == rows.count, "seed \(seed), \(round): \(question): a row stands twice")
                    #expect(answer == (try expected(small, question)), "seed \(seed), \(round): \(question)")
                    try checkOrder(rows, question, "seed \(seed), \(round): \(question)")
                }
            }
        }
    }

    private func question(_ random: inout SplitMix, _ unit: PeriodUnit?, _ zone: String) throws -> GroupedQuestion {
        let (first, last) = (Self.hours.lowerBound, Self.hours.upperBound)
        return try .random(
            &random, unit, zone, dimensions: 4, from: first..<first + 400, to: last - 200..<last + 800)
    }

    private func rows(
        _ small: SmallStore, _ question: GroupedQuestion, limit: Int? = nil
    ) throws -> [ConversionRow] {
        try small.read { snapshot in
            var rows: [ConversionRow] = []
            try GroupedConversionReader(snapshot, Self.goals, question).forEachRow(limit: limit) { rows.append($0) }
            return rows
        }
    }

    /// A hit, and the periods that it counts in: its own, and the one that is compared with it.
    private struct Placed {
        let row: SmallStore.Attribution
        var period: Int64?
        var next: Int64?
    }

    private func place(_ small: SmallStore, _ question: GroupedQuestion) throws -> [Placed] {
        let range = question.range
        let placed = try small.attributions.map { row in
            var place = Placed(row: row)
            if let unit = question.unit, row.hour != StoreTime.unknownHour {
                let start = try question.calendar.start(of: unit, with: row.hour)
                if range.contains(row.hour) { place.period = start }
                let next = try question.calendar.next(unit, after: start)
                if question.compares, range.isEverything || range.contains(next) { place.next = next }
            } else if range.contains(row.hour) {
                place.period = question.unit == nil ? 0 : row.hour
            } else if question.compares, question.unit == nil, let from = range.from, let to = range.to,
                row.hour >= 2 * from - to, row.hour < from
            {
                place.next = 0
            }
            return place
        }
        let newest = small.attributions.map(\.hour).filter { $0 != StoreTime.unknownHour }.max()
        let last =
            try newest.flatMap { hour in try question.unit.map { try question.calendar.start(of: $0, with: hour) } }
            ?? .min
        return placed.map { place in
            var place = place
            if let next = place.next, question.unit != nil, next > last { place.next = nil }
            return place
        }.filter { $0.period != nil || $0.next != nil }
    }

    private func expected(_ small: SmallStore, _ question: GroupedQuestion) throws -> [Key: ConversionCounts] {
        let placed = try place(small, question)
        var sums: [Key: ConversionCounts] = [:]
        if question.dimensions.isEmpty {
            // Each period with a request, and each goal.
            for period in Set(placed.flatMap { [$0.period, $0.next] }).compactMap(\.self) {
                for goal in Self.goals.indices {
                    sums[Key(period: period, goal: goal, values: [])] = ConversionCounts()
                }
            }
        }
        for places in Dictionary(grouping: placed, by: \.row.values).values {
            let links = Set(places.map(\.row.link).filter { SlowConversions.goal(of: $0) == nil })
            let link = links.count > 1 ? "(several links)" : links.first ?? "(not clicked)"
            for place in places {
                let group = question.dimensions.map { $0 == .link ? link : place.row.value($0) }
                let hits = place.row.hits
                let goals = SlowConversions.goal(of: place.row.link).map { [$0] }
                for goal in goals ?? Array(Self.goals.indices) {
                    let isClick = goals == nil
                    if let period = place.period {
                        sums[Key(period: period, goal: goal, values: group), default: ConversionCounts()].add(
                            ConversionCounts(clicks: isClick ? hits : 0, conversions: isClick ? 0 : hits))
                    }
                    if let next = place.next {
                        sums[Key(period: next, goal: goal, values: group), default: ConversionCounts()].add(
                            ConversionCounts(clicksBefore: isClick ? hits : 0, conversionsBefore: isClick ? 0 : hits))
                    }
                }
            }
        }
        return sums
    }

    /// By period, goal and the values of the first dimension; what has no link of its own comes last.
    private func checkOrder(_ rows: [ConversionRow], _ question: GroupedQuestion, _ words: String) throws {
        func rank(_ value: String) -> Int { ["(several links)": 1, "(not clicked)": 2][value] ?? 0 }
        for (row, next) in zip(rows, rows.dropFirst()) {
            let isAfter = (row.period, row.goal) < (next.period, next.goal)
            let isSame = row.period == next.period && row.goal == next.goal
            guard isSame else {
                #expect(isAfter, "\(words)")
                continue
            }
            let isLinkFirst = question.dimensions.first == .link
            let first = question.dimensions.firstIndex { isLinkFirst || $0 != .link } ?? 0
            let (value, after) = (row.values[first], next.values[first])
            #expect(
                (rank(value), value) <= (rank(after), after), "\(words): \(row.values) before \(next.values)")
        }
    }

    /// Of each period and goal the groups with the most conversions, then the most clicks.
    @Test func aLimitKeepsTheLargestGroups() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: Self.hours, count: 400)
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        question.unit = .month
        question.dimensions = [.campaign, .link]
        func grouped(_ limit: Int?) throws -> [[Int64]: [ConversionCounts]] {
            Dictionary(grouping: try rows(small, question, limit: limit)) { [$0.period, Int64($0.goal)] }
                .mapValues { $0.map(\.counts) }
        }
        let (all, some) = (try grouped(nil), try grouped(3))
        #expect(some.count == all.count && all.count > 3)
        for (key, counts) in some {
            let sorted = all[key]!.sorted { ($0.conversions, $0.clicks) > ($1.conversions, $1.clicks) }
            #expect(counts == Array(sorted.prefix(3)), "\(key)")
        }
    }

    /// The periods of a range add up to it, and so do the groups.
    @Test func partsAddUp() throws {
        var random = SplitMix(seed: 2)
        let small = try SmallStore(&random, hours: Self.hours, count: 300)
        let question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        let totals = try small.read { snapshot in
            let reader = try ConversionReader(snapshot, Self.goals, question)
            return try Self.goals.indices.map { try reader.total($0) }
        }
        for (unit, dimensions) in [
            (.hour, []), (.week, [.link]), (nil, [.campaign, .link, .source]), (.month, [.medium]),
        ] as [(PeriodUnit?, [GroupDimension])] {
            var question = question
            (question.unit, question.dimensions) = (unit, dimensions)
            var sums = Self.goals.map { _ in ConversionCounts() }
            for row in try rows(small, question) { sums[row.goal].add(row.counts) }
            #expect(sums == totals)
        }
    }

    /// More groups than there is memory for are an error, not a wrong figure.
    @Test(arguments: [[.campaign, .source, .link], [.link], [.medium]] as [[GroupDimension]])
    func tooManyGroups(_ dimensions: [GroupDimension]) throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: Self.hours, count: 50)
        var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 300)
        question.dimensions = dimensions
        #expect(throws: GroupNumbers.noRoom) { try rows(small, question) }
    }
}
