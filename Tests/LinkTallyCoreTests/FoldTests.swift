import TestSupport
import Testing

@testable import LinkTallyCore

/// Beyond the memory bound: what is shown stays exact, what is not shown is under `(other)`, no count is lost.
@Suite struct FoldTests {
    /// A log in parts, as workers would hand it over: frequent values, and ever new ones.
    private static func parts(_ count: Int, lines: Int, seed: UInt64) -> [[UInt8]] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { part in
            var log = ""
            for line in 0..<lines {
                let frequent = Int.random(in: 0...2, using: &random) > 0
                let content = frequent ? "c\(Int.random(in: 0..<20, using: &random))" : "new-\(part)-\(line)"
                let path = line % 3 == 0 ? "/p\(part)-\(line)\u{E9}" : "/page\(line % 7)"
                let rejected = line % 10 == 0 ? "&utm_term=r.\(part)-\(line)" : ""
                log += Scan.line(
                    "\(path)?utm_source=s\(line % 4)&utm_content=\(content)\(rejected)&client_reference_id=r\(line % 50)",
                    status: line % 5 == 0 ? 404 : 200, time: "23/Nov/2026:1\(line % 3):00:00 +0000")
            }
            return Array(log.utf8)
        }
    }

    private func total(_ parts: [[UInt8]], limit: Int, keepsReferences: Bool = false) -> Summary {
        var total = Tally(keepsReferences ? .references : .rows(.all), seed: Scan.seed)
        for (index, part) in parts.enumerated() {
            var tally = Scan.tally(
                part, format: "combined", keepsReferences: keepsReferences,
                place: LinePlace(input: 0, segment: UInt32(index), line: 0))
            total.merge(&tally)
            total.fold(toFit: limit)
        }
        let lines = parts.map { part in UInt32(part.count { $0 == 0x0A }) }
        return Summary(total, inputs: [InputSummary(name: "log")], places: LinePlaces(segmentLines: [lines]))
    }

    /// Hits by value of each dimension; what is folded stands under `(other)`.
    private func marginals(_ summary: borrowing Summary) -> [String: [String: UInt64]] {
        var sums: [String: [String: UInt64]] = [:]
        summary.forEachAttribution { row in
            sums["hour", default: [:]][row.hour.text, default: 0] += row.hits
            sums["errors", default: [:]]["", default: 0] += row.errors
            sums["losses", default: [:]]["", default: 0] += row.withRejection ?? 0
            sums["link", default: [:]][row.link.text, default: 0] += row.hits
            sums["source", default: [:]][row.value(of: .source).text, default: 0] += row.hits
            sums["content", default: [:]][row.value(of: .content).text, default: 0] += row.hits
        }
        summary.forEachLink { sums["outcomes", default: [:]][$0.link.text, default: 0] += $0.outcomes.requests }
        summary.forEachRejection { sums["value", default: [:]][$0.value.text, default: 0] += $0.hits }
        return sums
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatIsShownIsExact(_ seed: UInt64) {
        let parts = Self.parts(12, lines: 3_000, seed: seed)
        let whole = total(parts, limit: .max)
        let folded = total(parts, limit: 600_000)
        let (exact, found) = (marginals(whole), marginals(folded))
        #expect(whole.folded.isEmpty && whole.lines == folded.lines && whole.requests == folded.requests)
        let names = Set(folded.folded.map(\.dimension.name))
        #expect(names.isSuperset(of: ["content", "link"]) && !names.contains("hour") && !names.contains("source"))
        #expect(
            found["hour"] == exact["hour"] && found["source"] == exact["source"] && found["errors"] == exact["errors"]
                && found["losses"] == exact["losses"])
        for dimension in ["content", "link", "outcomes", "value"] {
            let (all, shown) = (exact[dimension]!, found[dimension]!)
            #expect(shown.values.reduce(0, +) == all.values.reduce(0, +), "\(dimension)")
            for (value, hits) in shown where value != "(other)" { #expect(all[value] == hits, "\(dimension) \(value)") }
        }
        // The frequent values are those that are kept.
        for content in 0..<20 { #expect(found["content"]?["c\(content)"] == exact["content"]?["c\(content)"]) }
        for page in 0..<7 { #expect(found["outcomes"]?["/page\(page)"] == exact["outcomes"]?["/page\(page)"]) }
        for (dimension, hits) in folded.folded where dimension == .content {
            #expect(hits == found["content"]?["(other)"])
        }
        let values = folded.values(of: .content)
        let distinct = whole.values(of: .content).distinct
        #expect(
            values.isEstimate && abs(values.distinct - distinct) * 50 < distinct, "\(values.distinct) of \(distinct)")
        #expect(values.other.hits == found["content"]?["(other)"])
    }

    /// A real path may be called `(other)`; it is not the one that stands for all others.
    @Test func aPathCalledOther() {
        let log = (0..<5_000).map { "(other)?utm_source=s\n/p\($0)?utm_source=s\n" }.joined()
        var tally = Scan.tally(Array(log.utf8), format: "url")
        var total = Tally(.rows(.all), seed: Scan.seed)
        total.merge(&tally)
        total.fold(toFit: 100_000)
        let summary = Summary(total, inputs: [], places: LinePlaces(segmentLines: [[10_000]]))
        var real: [UInt64] = []
        var others: [UInt64] = []
        summary.forEachLink { row in
            guard row.link.text == "(other)" else { return }
            if row.isFolded { others.append(row.outcomes.requests) } else { real.append(row.outcomes.requests) }
        }
        #expect(real == [5_000] && others.count == 1 && others[0] > 3_000)
    }

    /// Even where a few values take all the memory, and down to the hour.
    @Test func nothingIsTooBig() {
        let long = String(repeating: "x", count: 100_000)
        let links = (0..<30).map { Scan.line("/\($0)\(long)?utm_source=s") }.joined()
        let hours = (0..<9_000).map { number in
            Scan.line(
                "/?utm_source=s",
                time: "0\(1 + number / 24 % 9)/Jan/\(1_000 + number / 216):\(10 + number % 14):00:00 +0000")
        }.joined()
        for (log, limit) in [(links, 100_000), (hours, 2_000), (links + hours, 0)] {
            var tally = Scan.tally(Array(log.utf8), format: "combined", keepsReferences: true)
            let count = tally.lines.requests
            var total = Tally(.references, seed: Scan.seed)
            total.merge(&tally)
            total.fold(toFit: limit)
            #expect(total.foldableByteCount < 400_000 || limit == 0)
            let summary = Summary(total, inputs: [], places: LinePlaces(segmentLines: [[UInt32(count)]]))
            #expect(summary.hours.reduce(0) { $0 + $1.counts.requests } == UInt64(count))
            #expect(marginals(summary)["source"]?.values.reduce(0, +) == UInt64(count))
        }
    }

    /// A reference keeps the row of its first request, be it folded.
    @Test func references() {
        let summary = total(Self.parts(8, lines: 2_000, seed: 4), limit: 300_000, keepsReferences: true)
        var (count, hits) = (0, UInt64(0))
        summary.forEachReference { row in
            count += 1
            hits += row.hits
        }
        #expect(count == 50 && hits == 16_000)
    }
}
