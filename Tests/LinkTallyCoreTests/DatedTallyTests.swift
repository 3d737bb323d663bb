import TestSupport
import Testing

@testable import LinkTallyCore

/// What a dated tally has adds up to what one without hours says of the same log.
@Suite struct DatedTallyTests {
    /// A log with many hours, links, rejections, duplicates and references.
    private func log(seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed: seed)
        func pick(_ values: [String]) -> String { values[Int(random.next() % UInt64(values.count))] }
        var log = ""
        for _ in 0..<3_000 {
            let hour = pick(["22/Nov/2026:23", "23/Nov/2026:00", "23/Nov/2026:01", "31/Feb/2026:00"])
            let pairs = (0..<3).map { _ in
                pick(["utm_source", "utm_medium", "utm_term", "client_reference_id", "x"]) + "="
                    + pick(["a", "b-c", "", "a.b", "%41", "é", String(repeating: "x", count: 201)])
            }
            let link = pick(["/", "/a", "/b", "/é", ""])
            log += Scan.line("\(link)?\(pairs.joined(separator: "&"))", time: "\(hour):1\(pick(["0", "5"])):07 +0000")
        }
        // Bytes that are not UTF-8: links that look alike become one.
        return Array(log.utf8) + Array("9 - - [23/Nov/2026:00:00:00 +0000] \"GET /".utf8) + [0xFF]
            + Array("?utm_source=a HTTP/1.1\" 200 1\n9 - - [23/Nov/2026:00:00:00 +0000] \"GET /".utf8) + [0xFE]
            + Array("?utm_source=a HTTP/1.1\" 404 1\n".utf8)
    }

    private func dated(_ log: [UInt8]) -> Tally {
        var scanner = LineScanner(tally: Tally(.dated, seed: Scan.seed))
        scanner.begin(input: 0, segment: 0)
        var run = FormatRun(LogFormats.named("combined")!)
        scanner.scan(log.rawSpan, with: &run)
        return scanner.finish()
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func addsUp(seed: UInt64) throws {
        let log = log(seed: seed)
        let plain = Scan.tally(log, format: "combined", keepsReferences: true)
        let tally = dated(log)
        var links: [String] = []
        tally.numberLinks { link in
            links.append(link.text)
            return UInt32(links.count - 1)
        }
        var codes: [[String]] = []
        tally.numberCodes { row in
            codes.append([])
            for parameter in Parameter.utmCodes { codes[codes.count - 1].append(row.value(of: parameter).text) }
            return UInt32(codes.count - 1)
        }
        #expect(Set(codes).count == codes.count && links.contains("/\u{FFFD}"))
        let hours = tally.datedHours()
        #expect(hours.map(\.hour) == plain.hours.sorted().map(\.hour) && hours.count == 4)
        #expect(hours.map(\.counts.requests) == plain.hours.sorted().map(\.counts))
        var outcomes = Outcomes()
        for hour in hours { outcomes += hour.counts.outcomes }
        #expect(outcomes == plain.requests.outcomes)
        for parameter in Parameter.allCases {
            var sum = ParameterCounts()
            for hour in hours { sum += hour.counts[parameter] }
            #expect(sum == plain.parameters[parameter], "\(parameter)")
        }
        let rows = tally.datedRows()
        #expect(rows.reduce(0) { $0 + $1.hits } == plain.requests.outcomes.attributed)
        var losses: UInt64 = 0
        plain.rows.forEachEntry { _, counts in losses += counts.withRejection }
        #expect(losses > 0 && rows.reduce(0) { $0 + $1.withRejection } == losses)
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.key < $1.key })
        let repaired = rows.filter { links[Int($0.link)] == "/\u{FFFD}" }
        #expect(repaired.reduce(0) { $0 + $1.hits } == 2 && repaired.reduce(0) { $0 + $1.errors } == 1)
        outcomes = Outcomes()
        for entry in tally.datedOutcomes() { outcomes += entry.outcomes }
        #expect(outcomes == plain.requests.outcomes)
    }

    @Test func touchesComeSortedAndAddUp() {
        let log = log(seed: 4)
        let tally = dated(log)
        tally.numberLinks { _ in 0 }
        tally.numberCodes { _ in 0 }
        var touches: [(String, Int64)] = []
        var hits: UInt64 = 0
        tally.forEachTouch { touch in
            touches.append((touch.reference.text, touch.second))
            hits += touch.hits
        }
        #expect(hits == tally.parameters[.reference].accepted && hits > 100)
        #expect(zip(touches, touches.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(touches.contains { $0.1 == .max } && touches.contains { $0.1 % 3600 == 15 * 60 + 7 })
        #expect(Set(touches.map(\.0)) == ["a", "b-c", "A"])
    }

    @Test func rejectionsNameTheFirstLine() {
        let log = Scan.line("/a?utm_source=x") + Scan.line("/a?utm_source=x.y") + Scan.line("/a?utm_source=x.y")
        let tally = dated(Array(log.utf8))
        tally.numberLinks { _ in 5 }
        var found: [String] = []
        tally.forEachDatedRejection { rejection in
            found.append(
                "\(rejection.link) \(rejection.parameter) \(rejection.reason) \(rejection.value.text) \(rejection.hits) "
                    + "\(rejection.example.line)")
        }
        #expect(found == ["5 utm_source invalid_byte x.y 2 2"])
    }
}
