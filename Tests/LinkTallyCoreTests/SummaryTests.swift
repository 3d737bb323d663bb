import Testing

@testable import LinkTallyCore

@Suite struct SummaryTests {
    @Test func listsAreOrdered() {
        let log = [
            "/b?utm_source=x", "/a?utm_source=y", "/b?utm_source=x", "/b?utm_source=a", "/c?utm_source=.",
            "/c?utm_source=.", "/e?utm_source=y", "/e?utm_source=.", "/d?utm_source=.",
        ]
        let summary = Scan.summary(log.map { Scan.line($0) }.joined())
        var rows: [String] = []
        summary.forEachAttribution { row in
            rows.append(String(decoding: row.link.array + row.value(of: .source).array, as: UTF8.self))
        }
        #expect(rows == ["/ay", "/ba", "/bx", "/ey"])
        rows = []
        summary.forEachAttribution(order: .hits, limit: 2) { row in
            rows.append(String(decoding: row.link.array, as: UTF8.self) + "\(row.hits)")
        }
        #expect(rows == ["/b2", "/a1"])
        var links: [String] = []
        summary.forEachLink(order: .worst) { links.append(String(decoding: $0.link.array, as: UTF8.self)) }
        #expect(links == ["/c", "/d", "/e"] && summary.losingLinkCount == 3)
        let values = summary.values(of: .source)
        var found: [String] = []
        values.forEach(limit: 10) { value, counts in
            found.append(String(decoding: value.array, as: UTF8.self) + "\(counts.hits)")
        }
        #expect(found == ["x2", "y2", "a1"])
    }

    /// A value that is dropped beside one that is kept counts for the row and its values, once a request.
    @Test func partialLossesAreCountedByRowAndValue() {
        let log =
            ["/a?utm_campaign=c&utm_source=x.y", "/a?utm_campaign=c&utm_source=&utm_term=!", "/a?utm_campaign=c"]
            + ["/a?utm_campaign=c&client_reference_id=!", "/b?utm_campaign=d&utm_source=x&utm_source=x.y"]
            // Lost whole: in no row.
            + ["/a?utm_source=x.y", "/a?client_reference_id=!&utm_source=x.y", "/b?client_reference_id=!"]
            // No UTM code: in no row, but not lost.
            + ["/b?client_reference_id=r&utm_source=x.y"]
        // More than one batch, whose rows are found again.
        let lines = [[String]](repeating: log.map { Scan.line($0) }, count: 50).flatMap { $0 }.joined()
        for keepsReferences in [false, true] {
            let summary = Scan.summary(lines, keepsReferences: keepsReferences)
            var rows: [String] = []
            summary.forEachAttribution { row in
                rows.append("\(row.link.text) \(row.value(of: .campaign).text) \(row.hits) \(row.withRejection ?? 9)")
            }
            #expect(rows == ["/a c 200 150", "/b d 50 0"])
            var values: [String] = []
            for code in [Parameter.campaign, .source] {
                summary.values(of: code).forEach(limit: 9) { value, counts in
                    values.append("\(value.text) \(counts.hits) \(counts.withRejection ?? 9)")
                }
            }
            #expect(values == ["c 200 150", "d 50 0", "x 50 0"])
            #expect(summary.requests.outcomes.withRejection == 350 && summary.requests.lostAll == 150)
            #expect(summary.requests.outcomes.lostAttribution == 150 && summary.knowsRowLosses)
        }
    }

    @Test func errorsAreCountedByStatus() {
        let statuses = [200, 399, 400, 404, 500]
        let summary = Scan.summary(statuses.map { Scan.line("/?utm_source=a", status: $0) }.joined())
        summary.forEachAttribution { row in
            #expect(row.hits == 5)
            #expect(row.errors == 3)
        }
    }

    /// The first request of a reference: earliest in time, unknown times last, then in the order of the log.
    @Test func firstRequestOfAReference() {
        let log = [
            Scan.line("/late?client_reference_id=r&utm_source=late", time: "23/Nov/2026:12:00:00 +0000"),
            Scan.line("/unknown?client_reference_id=r", time: "30/Feb/2026:01:00:00 +0000"),
            Scan.line("/early?client_reference_id=r&utm_source=early", time: "23/Nov/2026:11:00:05 +0000"),
            Scan.line("/same?client_reference_id=r&utm_source=same", time: "23/Nov/2026:11:00:05 +0000"),
            Scan.line("/only?client_reference_id=s"),
        ]
        let summary = Scan.summary(log.joined(), keepsReferences: true)
        var found: [String] = []
        summary.forEachReference { row in
            let texts = [row.reference.array, row.first.link.array, row.first.value(of: .source).array].map {
                String(decoding: $0, as: UTF8.self)
            }
            found.append("\(texts.joined(separator: " ")) \(row.hits) \(row.first.hour.text)")
        }
        #expect(found == ["r /early early 4 2026-11-23T11", "s /only  1 2026-11-23T10"])
        #expect(summary.distinctReferences == 2)
    }

    /// However the lines are dealt to tallies, and in whatever order these are merged, the sum is the same.
    @Test func mergesAreAssociative() {
        let log = (0..<400).map { number in
            Scan.line(
                "/p\(number % 7)?utm_source=s\(number % 5)&utm_term=\(number % 3 == 0 ? "." : "t")&client_reference_id=r\(number % 50)"
            )
        }
        func rows(_ tally: consuming Tally, _ segments: [[UInt32]]) -> [String] {
            let summary = Summary(
                tally, inputs: [InputSummary(name: "log")], places: LinePlaces(segmentLines: segments))
            var rows: [String] = ["\(summary.lines) \(summary.requests)"]
            summary.forEachAttribution { rows.append("\($0.link.array) \($0.value(of: .source).array) \($0.hits)") }
            summary.forEachRejection { rows.append("\($0.link.array) \($0.value.array) \($0.hits) \($0.exampleLine)") }
            summary.forEachReference { rows.append("\($0.reference.array) \($0.hits) \($0.first.link.array)") }
            return rows
        }
        let whole = rows(Scan.tally(Array(log.joined().utf8), format: "combined", keepsReferences: true), [[400]])
        for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
            var sum = Tally(.references, seed: Scan.seed)
            for segment in order {
                let part = Array(log[segment * 100..<segment * 100 + 100].joined().utf8)
                var tally = Scan.tally(
                    part, format: "combined", keepsReferences: true,
                    place: LinePlace(input: 0, segment: UInt32(segment), line: 0))
                sum.merge(&tally)
            }
            #expect(rows(sum, [[100, 100, 100, 100]]) == whole)
        }
    }

    /// A rejected value counts over all links, its example is the first line of all.
    @Test func rejectedValues() {
        let targets = ["/b?utm_term=.", "/a?utm_term=.", "/a?utm_term=.", "/a?utm_source=.", "/c?utm_term="]
        let summary = Scan.summary(targets.map { Scan.line($0) }.joined())
        let values = summary.rejectedValues()
        #expect(values.count == 3)
        var found: [String] = []
        values.forEach(of: summary, limit: 2) { row in
            let texts = [row.value.array, row.link.array].map { String(decoding: $0, as: UTF8.self) }
            found.append("\(row.parameter)=\(texts[0]) \(row.hits) \(row.links) \(texts[1]):\(row.exampleLine)")
        }
        #expect(found == ["utm_term=. 3 2 /b:1", "utm_source=. 1 1 /a:4"])
    }

    @Test func placesAddTheLinesBefore() {
        let places = LinePlaces(segmentLines: [[10, 0, 5], [3]])
        #expect(places.line(of: LinePlace(input: 0, segment: 0, line: 1)) == 1)
        #expect(places.line(of: LinePlace(input: 0, segment: 2, line: 4)) == 14)
        #expect(places.line(of: LinePlace(input: 1, segment: 0, line: 3)) == 3)
    }
}
