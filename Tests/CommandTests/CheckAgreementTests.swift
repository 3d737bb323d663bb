import Foundation
import TestSupport
import Testing

/// `check` says of every link what the reference implementation counts of it.
@Suite struct CheckAgreementTests {
    /// What `check` and the reference say of a list, in the same words.
    private struct Counts: Equatable {
        /// Per parameter and verdict: values.
        var verdicts: [String: Int] = [:]
        /// Per parameter and accepted value: hits; no references.
        var values: [String: Int] = [:]
        /// Requests with parameters, and those with a rejection.
        var withParameters = 0
        var withRejection = 0
    }

    private func checked(_ input: [UInt8]) throws -> Counts {
        let run = try Command.linktally("check", "--output", "json", "-", input: input)
        #expect([0, 2, 3, 4].contains(run.status), "\(run.errors)")
        var counts = Counts()
        for link in try #require(run.json["links"] as? [[String: Any]]) {
            let parameters = try #require(link["parameters"] as? [[String: Any]])
            counts.withParameters += parameters.isEmpty ? 0 : 1
            counts.withRejection += parameters.contains { $0["verdict"] as? String == "rejected" } ? 1 : 0
            for parameter in parameters {
                let name = try #require(parameter["name"] as? String)
                if let reason = parameter["reason"] as? String {
                    counts.verdicts["\(name) \(reason)", default: 0] += 1
                } else {
                    counts.verdicts["\(name) accepted", default: 0] += 1
                    let value = try #require(parameter["value"] as? String)
                    if name != "client_reference_id" { counts.values["\(name)=\(value)", default: 0] += 1 }
                }
                let duplicates = try #require(parameter["duplicates"] as? Int)
                if duplicates > 0 { counts.verdicts["\(name) duplicate", default: 0] += duplicates }
            }
        }
        let (kept, dropped) = (counts.verdicts.filter { $0.key.hasSuffix("accepted") }, counts.verdicts)
        let totals = try #require(run.json["totals"] as? [String: Int])
        #expect(totals["kept"] == kept.values.reduce(0, +))
        #expect(totals["dropped"] == dropped.values.reduce(0, +) - kept.values.reduce(0, +))
        if run.status == 0 || run.status == 4 { #expect((run.status == 4) == (totals["dropped"]! > 0)) }
        return counts
    }

    private func reference(_ input: [UInt8]) throws -> Counts {
        let run = try Command.run(
            "/usr/bin/env", ["python3", "Tests/Conformance/reference.py", "--format", "url"], input: input)
        var counts = Counts()
        let requests = try #require(run.json["requests"] as? [String: Int])
        counts.withParameters = requests["with_parameters"]!
        counts.withRejection = requests["with_rejection"]!
        for (name, content) in try #require(run.json["parameters"] as? [String: [String: Any]]) {
            if let accepted = content["accepted"] as? Int, accepted > 0 {
                counts.verdicts["\(name) accepted"] = accepted
            }
            for (reason, count) in try #require(content["rejected"] as? [String: Int]) where count > 0 {
                counts.verdicts["\(name) \(reason)"] = count
            }
            guard name != "client_reference_id" else { continue }
            for value in try #require(content["values"] as? [[String: Any]]) {
                counts.values["\(name)=\(value["value"]!)"] = value["hits"] as? Int
            }
        }
        return counts
    }

    @Test func everyConformanceCase() throws {
        let text = try String(
            contentsOf: Command.project.appending(path: "Tests/Conformance/cases.jsonl"), encoding: .utf8)
        var count = 0
        for line in text.split(separator: "\n") {
            let fields = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            guard fields["format"] as? String == "url" else { continue }
            let input = try input(fields)
            #expect(try checked(input) == reference(input), "case \(fields["id"]!)")
            count += 1
        }
        #expect(count >= 15)
    }

    private func input(_ fields: [String: Any]) throws -> [UInt8] {
        if let text = fields["input_text"] as? String { return Array(text.utf8) }
        if let text = fields["input_b64"] as? String { return [UInt8](try #require(Data(base64Encoded: text))) }
        let parts = try #require(fields["input_parts_b64"] as? [[Any]])
        return try parts.flatMap { part in
            let piece = [UInt8](try #require(Data(base64Encoded: part[0] as! String)))
            return [[UInt8]](repeating: piece, count: part[1] as! Int).joined()
        }
    }

    @Test func madeUpLinks() throws {
        let links = try Command.run(
            Command.folder.appending(path: "linktally-loggen").path,
            ["--format", "url", "--lines", "4000", "--scatter"])
        #expect(try checked(links.output) == reference(links.output))
    }

    /// Links of everything that matters to the rules.
    @Test func randomLinks() throws {
        let seed = TestSeed.drawn
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces: [[UInt8]] =
            [
                "utm_source=", "utm_medium=", "utm_campaign", "utm_term=", "utm_content=", "client_reference_id=",
                "utm%5Fterm",
                "=", "=", "&", "&", "&", "&", "?", "#", "%", "%41", "%2e", "+", ".", " ", ";", "&amp;", "UTM_Term=",
                "utm_tem=",
                "x", "https://h/", "é", "\t", "\r", "\0", String(repeating: "b", count: 150),
            ].map { Array($0.utf8) } + [[0xFF], [0xC3]]
        let links = (0..<20_000).flatMap { _ in
            Array("https://h/?".utf8) + (0..<random(14)).flatMap { _ in pieces[random(pieces.count)] }
                + Array("\n".utf8)
        }
        #expect(try checked(links) == reference(links), "seed \(seed)")
    }
}
