import Testing

@testable import LinkTallyCore

/// Rows that tell less apart have the same sums.
@Suite struct RowDimensionsTests {
    /// The tally of four parts of a log, each with clean, escaped, dropped and repeated values, merged in their order.
    private func tally(_ dimensions: RowDimensions, limit: Int = .max, isMarginal: Bool = false) -> Tally {
        let kind = Tally.Kind.rows(dimensions)
        var sum = Tally(isMarginal ? kind.sum : kind, seed: Scan.seed)
        for part in 0..<4 {
            let log = (0..<500).map { line in
                let number = part * 500 + line
                return Scan.line(
                    "/p\(number % 17)?utm_source=s\(number % 5)\(number % 31 == 0 ? "." : "")&utm_medium=m\(number % 3)"
                        + "&utm_campaign=\(number % 11 == 0 ? "%61" : "c\(number % 40)")&utm_content=x\(number)"
                        + (number % 13 == 0 ? "&utm_source=again" : ""),
                    status: number % 7 == 0 ? 404 : 200, time: "23/Nov/2026:\(10 + number % 9):00:00 +0000")
            }
            var scanner = LineScanner(tally: Tally(kind, seed: Scan.seed))
            scanner.begin(input: 0, segment: UInt32(part))
            var run = FormatRun(LogFormats.named("combined")!)
            withExactSpan(Array(log.joined().utf8)) { scanner.scan($0, with: &run) }
            scanner.handOver { sum.merge(&$0) }
            sum.fold(toFit: limit)
        }
        return sum
    }

    private func values(_ parameter: Parameter, _ tally: consuming Tally) -> [String] {
        let summary = Summary(tally, inputs: [], places: LinePlaces(segmentLines: [[500, 500, 500, 500]]))
        var found = ["\(summary.lines) \(summary.requests) \(summary.hours)"]
        let values = summary.values(of: parameter)
        values.forEach(limit: .max) { value, counts in
            found.append("\(value.text) \(counts.hits) \(counts.withRejection ?? 9)")
        }
        summary.forEachLink { found.append("\($0.link.text) \($0.outcomes)") }
        summary.forEachRejection { found.append("\($0.link.text) \($0.value.text) \($0.hits) \($0.exampleLine)") }
        return found
    }

    @Test(arguments: Parameter.utmCodes)
    func sumsAreTheSame(_ parameter: Parameter) {
        let all = values(parameter, tally(.all))
        #expect(all.count > 20)
        let one = RowDimensions(Dimension(parameter)!)
        for dimensions in [one, one.union([.source, .campaign])] {
            #expect(values(parameter, tally(dimensions)) == all)
            #expect(values(parameter, tally(dimensions, isMarginal: true)) == all)
        }
    }

    @Test func onlyWhatIsToldApartTakesRows() {
        #expect(tally(.all).rows.count == 2_000)
        #expect(tally(.source).rows.count < 15)
        #expect(tally([.source, .campaign]).rows.count < 300)
        #expect(tally([RowDimensions(.hour), .source]).rows.count > tally(.source).rows.count)
        #expect(tally([RowDimensions(.link), .source]).rows.count > tally(.source).rows.count)
    }

    /// What is folded is folded alike, and what no row tells apart takes no part in it.
    @Test func foldingKeepsTheSums() {
        let folded = tally([.source, .campaign], limit: 3_000)
        #expect(folded.isFolded && !folded.folding.isFolded(.content))
        var hits: UInt64 = 0
        folded.rows.forEachEntry { _, counts in hits += counts.hits }
        #expect(hits == folded.requests.outcomes.attributed)
        #expect(hits > 1_900)
    }

    /// A marginal for each value of each code, however they are combined; none where a code has no value.
    @Test func marginals() {
        let tally = tally([.source, .campaign], isMarginal: true)
        var sums: [Parameter: (values: Int, hits: UInt64, errors: UInt64)] = [:]
        for code in Parameter.utmCodes {
            tally.marginals.forEachValue(of: Int(code.rawValue)) { _, counts in
                let before = sums[code] ?? (0, 0, 0)
                sums[code] = (before.values + 1, before.hits + counts.hits, before.errors + counts.errors)
            }
        }
        #expect(tally.rows.count == 0)
        #expect(sums.count == 2 && sums[.source]?.values == 5 && sums[.campaign]?.values == 41)
        for (parameter, sum) in sums { #expect(sum.hits == UInt64(tally.parameters[parameter].accepted)) }
        #expect(sums[.campaign]!.errors > 100 && sums[.campaign]!.errors < sums[.campaign]!.hits)
    }

    /// The same value of two codes is two marginals, however long it is, and wherever in the row's key it stands.
    @Test func marginalsOfValuesOfAnyLength() {
        var sum = Tally(Tally.Kind.rows([.source, .campaign]).sum, seed: Scan.seed)
        var expected: [String: UInt64] = [:]
        for part in 0..<3 {
            var log = ""
            for length in 1...150 {
                for last in ["a", "b"] {
                    let value = String(repeating: "v", count: length - 1) + last
                    let other = String(value.reversed())
                    log += Scan.line("/?utm_source=\(value)&utm_campaign=\(other)")
                    expected["source \(value)", default: 0] += 1
                    expected["campaign \(other)", default: 0] += 1
                }
            }
            var scanner = LineScanner(tally: Tally(.rows([.source, .campaign]), seed: Scan.seed))
            scanner.begin(input: 0, segment: UInt32(part))
            var run = FormatRun(LogFormats.named("combined")!)
            withExactSpan(Array(log.utf8)) { scanner.scan($0, with: &run) }
            scanner.handOver { sum.merge(&$0) }
        }
        var found: [String: UInt64] = [:]
        for code in [Parameter.source, .campaign] {
            sum.marginals.forEachValue(of: Int(code.rawValue)) { value, counts in
                found["\(code == .source ? "source" : "campaign") \(value.text)", default: 0] += counts.hits
            }
        }
        #expect(found == expected)
        #expect(sum.marginals.count == expected.count)
    }

    /// Marginals are folded like rows, and go on as marginals.
    @Test func foldedMarginals() {
        let folded = tally([.source, .campaign], limit: 3_000, isMarginal: true)
        #expect(folded.isFolded && folded.kind == .marginals([ParameterSet(.source), ParameterSet(.campaign)]))
        let whole = tally([.source, .campaign], isMarginal: true)
        for parameter in [Parameter.source, .campaign] {
            let values = ValueList(folded, parameter)
            var hits = values.other.hits
            var losses = values.other.withRejection ?? 0
            values.forEach(limit: .max) { _, counts in
                hits += counts.hits
                losses += counts.withRejection ?? 0
            }
            var all: UInt64 = 0
            whole.marginals.forEachValue(of: Int(parameter.rawValue)) { all += $1.withRejection }
            #expect(losses == all && (all > 0) == (parameter == .campaign))
            #expect(hits == UInt64(folded.parameters[parameter].accepted))
        }
        #expect(folded.marginals.count < 46)
    }

    /// A list of references names hour, link and codes, so that all are told apart.
    @Test func referencesTellAllApart() {
        #expect(Tally(.references, seed: Scan.seed).rowDimensions == .all)
        #expect(Tally(.dated, seed: Scan.seed).rowDimensions == .all)
    }
}
