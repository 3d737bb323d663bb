import Foundation
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct ConversionReaderTests {
    private static let hours: Range<Int64> = 494_000..<494_300
    private static let goals = [Goal("thanks=/thanks"), Goal("/thanks*"), Goal("b=*/lp/b"), Goal("none=/nowhere")]

    /// What a reader says of one goal.
    private struct Answer: Equatable {
        var total = ConversionCounts(clicks: 0, conversions: 0)
        /// By campaign and source.
        var campaigns: [[String]: ConversionCounts] = [:]
        /// By the one link; `""` for several, `"-"` for none.
        var links: [String: ConversionCounts] = [:]
    }

    /// All figures equal those that are added up one by one, over any part of the time.
    @Test func figuresAreSumsOfAttributions() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for round in 0..<12 {
            // Few rows, so that some codes are clicked on one link, and some never.
            let small = try SmallStore(&random, hours: Self.hours, count: .random(in: 0...150, using: &random))
            var question = GroupedQuestion(calendar: ReportCalendar(zone: .gmt), maxMemory: 1 << 20)
            // A part of the hours, a part of the days (which the rollup answers), all.
            let from = Int64.random(in: Self.hours, using: &random)
            question.range =
                [
                    HourRange(from: from), HourRange(from: from / 24 * 24, to: from / 24 * 24 + 48), HourRange(),
                ][round % 3]
            try small.read { snapshot in
                let reader = try ConversionReader(snapshot, Self.goals, question)
                for goal in Self.goals.indices {
                    #expect(try answer(reader, goal) == expected(small, question.range, goal), "seed \(seed), \(goal)")
                }
                var lost: [[String]: UInt64] = [:]
                try reader.forEachLost(limit: nil) { lost[$0] = $1 }
                let all = expectedLost(small, question.range)
                #expect(lost == all, "seed \(seed)")
                let (codes, clicks) = try reader.lost()
                #expect(codes == UInt64(all.count) && clicks == all.values.reduce(0, +))
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

    /// The goal of a link, told without globs.
    private func goal(of link: String) -> Int? {
        switch link {
        case "/thanks": 0
        case "shop.example/thanks/x": 1
        case "/lp/b": 2
        default: nil
        }
    }

    private func expected(_ small: SmallStore, _ range: HourRange, _ goal: Int) -> Answer {
        let rows = small.attributions.filter { range.contains($0.hour) }
        var (answer, clicks, conversions) = (Answer(), UInt64(0), UInt64(0))
        func add(_ counts: inout ConversionCounts?, _ clicks: UInt64, _ conversions: UInt64) {
            counts = ConversionCounts(
                clicks: (counts?.clicks ?? 0) + clicks, conversions: (counts?.conversions ?? 0) + conversions)
        }
        for (values, rows) in Dictionary(grouping: rows, by: \.values) {
            let clicked = rows.filter { self.goal(of: $0.link) == nil }
            let hits = clicked.reduce(0) { $0 + $1.hits }
            let converted = rows.filter { self.goal(of: $0.link) == goal }.reduce(0) { $0 + $1.hits }
            clicks += hits
            conversions += converted
            guard hits + converted > 0 else { continue }
            add(&answer.campaigns[[values[2], values[0]]], hits, converted)
            let links = Set(clicked.map(\.link))
            add(&answer.links[links.count > 1 ? "" : links.first ?? "-"], hits, converted)
        }
        answer.total = ConversionCounts(clicks: clicks, conversions: conversions)
        return answer
    }

    private func expectedLost(_ small: SmallStore, _ range: HourRange) -> [[String]: UInt64] {
        let rows = small.attributions.filter { range.contains($0.hour) }
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
            try reader.forEachLost(limit: nil) { lost.append($1) }
            try reader.forEachLost(limit: 2) { top.append($1) }
            #expect(top == Array(lost.sorted(by: >).prefix(2)) && lost.count > 2)
        }
    }

    @Test(arguments: [
        ("/thanks*", "/thanks*"), ("order=/order/*", "order"), ("/order?x=/y", "/order?x=/y"), ("=/a", "=/a"),
    ]) func names(_ text: String, _ name: String) { #expect(Goal(text).name == name) }
}
