import Foundation
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct ConversionReaderTests {
    private static let hours: Range<Int64> = 494_000..<494_300
    private static let goals = SlowConversions.goals

    /// A range, and what it is compared with.
    private struct Time {
        var range: HourRange
        var before: HourRange?

        func isIn(_ hour: Int64) -> Bool { range.contains(hour) }
        func isBefore(_ hour: Int64) -> Bool { before?.contains(hour) ?? false }
    }

    /// What a reader says of one goal.
    private struct Answer: Equatable {
        var total = ConversionCounts(clicks: 0, conversions: 0)
        /// By campaign and source.
        var campaigns: [[String]: ConversionCounts] = [:]
        /// By the one link; `""` for several, `"-"` for none.
        var links: [String: ConversionCounts] = [:]
    }

    /// All figures equal those that are added up one by one, over any part of the time, beside the time before or not.
    @Test func figuresAreSumsOfAttributions() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for round in 0..<18 {
            // Few rows, so that some codes are clicked on one link, and some never.
            let small = try SmallStore(&random, hours: Self.hours, count: .random(in: 0...150, using: &random))
            var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
            // A part of the hours, a part of the days (which the rollup answers), all.
            let from = Int64.random(in: Self.hours, using: &random)
            let length = Int64.random(in: 1...100, using: &random)
            let time = [
                Time(range: HourRange(from: from)),
                Time(range: HourRange(from: from / 24 * 24, to: from / 24 * 24 + 48)),
                Time(range: HourRange()),
                Time(
                    range: HourRange(from: from, to: from + length), before: HourRange(from: from - length, to: from)),
                Time(
                    range: HourRange(from: from / 24 * 24, to: from / 24 * 24 + 72),
                    before: HourRange(from: from / 24 * 24 - 72, to: from / 24 * 24)),
                Time(
                    range: HourRange(from: from / 24 * 24, to: from / 24 * 24 + 30),
                    before: HourRange(from: from / 24 * 24 - 30, to: from / 24 * 24)),
            ][round % 6]
            question.range = time.range
            question.compares = time.before != nil
            try small.read { snapshot in
                let reader = try ConversionReader(snapshot, Self.goals, question)
                for goal in Self.goals.indices {
                    #expect(try answer(reader, goal) == expected(small, time, goal), "seed \(seed), \(round), \(goal)")
                }
                var lost: [[String]: UInt64] = [:]
                try reader.forEachLost(limit: nil) { values, clicks, _ in lost[values] = clicks }
                #expect(lost == expectedLost(small, time.isIn), "seed \(seed)")
                for (before, isIn) in [(false, time.isIn), (true, time.isBefore)] {
                    let all = expectedLost(small, isIn)
                    let (codes, clicks) = try reader.lost(before: before)
                    #expect(codes == UInt64(all.count) && clicks == all.values.reduce(0, +), "seed \(seed), \(before)")
                }
            }
        }
    }

    private func answer(_ reader: ConversionReader, _ goal: Int) throws -> Answer {
        var answer = Answer()
        answer.total = try reader.total(goal)
        try reader.forEachCampaign(goal, limit: nil) { answer.campaigns[[$0, $1]] = $2 }
        try reader.forEachLink(goal, limit: nil) { link, counts in
            switch link {
            case .one(let link): answer.links[link] = counts
            case .several: answer.links[""] = counts
            case .none: answer.links["-"] = counts
            }
        }
        return answer
    }

    private func goal(of link: String) -> Int? { SlowConversions.goal(of: link) }

    private func expected(_ small: SmallStore, _ time: Time, _ goal: Int) -> Answer {
        let rows = small.attributions.filter { time.isIn($0.hour) || time.isBefore($0.hour) }
        func sum(_ rows: [SmallStore.Attribution], _ isCounted: (Int64) -> Bool) -> UInt64 {
            rows.filter { isCounted($0.hour) }.reduce(0) { $0 + $1.hits }
        }
        var answer = Answer()
        for (values, rows) in Dictionary(grouping: rows, by: \.values) {
            let clicked = rows.filter { self.goal(of: $0.link) == nil }
            let converted = rows.filter { self.goal(of: $0.link) == goal }
            guard !clicked.isEmpty || !converted.isEmpty else { continue }
            let counts = ConversionCounts(
                clicks: sum(clicked, time.isIn), conversions: sum(converted, time.isIn),
                clicksBefore: sum(clicked, time.isBefore), conversionsBefore: sum(converted, time.isBefore))
            answer.total.add(counts)
            answer.campaigns[[values[2], values[0]], default: ConversionCounts()].add(counts)
            let links = Set(clicked.map(\.link))
            answer.links[links.count > 1 ? "" : links.first ?? "-", default: ConversionCounts()].add(counts)
        }
        return answer
    }

    private func expectedLost(_ small: SmallStore, _ isIn: (Int64) -> Bool) -> [[String]: UInt64] {
        let rows = small.attributions.filter { isIn($0.hour) }
        let converted = Set(rows.filter { goal(of: $0.link) != nil }.map(\.values))
        let clicked = rows.filter { goal(of: $0.link) == nil && !converted.contains($0.values) }
        return Dictionary(clicked.map { ($0.values, $0.hits) }, uniquingKeysWith: +)
    }

    /// Of each list those with the most conversions, or clicks.
    @Test func aLimitKeepsTheLargest() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: Self.hours, count: 200)
        let question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
        try small.read { snapshot in
            let reader = try ConversionReader(snapshot, Self.goals, question)
            var (all, some): ([ConversionCounts], [ConversionCounts]) = ([], [])
            try reader.forEachCampaign(0, limit: nil) { all.append($2) }
            try reader.forEachCampaign(0, limit: 3) { some.append($2) }
            all.sort { ($0.conversions, $0.clicks) > ($1.conversions, $1.clicks) }
            #expect(some == Array(all.prefix(3)) && all.count > 3)
            var (lost, top): ([UInt64], [UInt64]) = ([], [])
            try reader.forEachLost(limit: nil) { _, clicks, _ in lost.append(clicks) }
            try reader.forEachLost(limit: 2) { _, clicks, _ in top.append(clicks) }
            #expect(top == Array(lost.sorted(by: >).prefix(2)) && lost.count > 2)
        }
    }

    @Test(arguments: [
        ("/thanks*", "/thanks*"), ("order=/order/*", "order"), ("/order?x=/y", "/order?x=/y"), ("=/a", "=/a"),
    ]) func names(_ text: String, _ name: String) { #expect(Goal(text).name == name) }
}
