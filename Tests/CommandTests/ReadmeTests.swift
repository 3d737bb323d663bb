import Foundation
import TestSupport
import Testing

/// What README.md shows works as it stands there.
@Suite struct ReadmeTests {
    private func readme() throws -> String {
        try String(contentsOf: Command.project.appending(path: "README.md"), encoding: .utf8)
    }

    /// The block behind a line with `start`.
    private func block(after start: String) throws -> String {
        let text = try readme()
        let begin = try #require(text.range(of: start))
        let fence = try #require(text.range(of: "```", range: begin.upperBound..<text.endIndex))
        let body = try #require(text.range(of: "\n", range: fence.upperBound..<text.endIndex))
        let end = try #require(text.range(of: "```", range: body.upperBound..<text.endIndex))
        return String(text[body.upperBound..<end.lowerBound])
    }

    @Test func firstScreen() throws {
        let screen = try readme().split(separator: "\n", omittingEmptySubsequences: false).prefix(20).joined(
            separator: "\n")
        #expect(screen.contains("    make demo ") && screen.contains("    make test "))
    }

    @Test func everyExampleRuns() throws {
        let lines = try block(after: "<!-- examples -->").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count == 5)
        for line in lines {
            let scratch = try Scratch()
            let run = try Command.shell(
                "cp '\(Command.sample)' access.log && gzip -k access.log && set -e -o pipefail; \(line)",
                in: scratch.folder)
            #expect(run.status == 0, "\(line): \(run.errors)")
            let files = try scratch.names.count
            #expect(!run.output.isEmpty || files > 2, "\(line)")
        }
    }

    @Test func theFilterExampleRuns() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "cp '\(Command.sample)' access.log && \(try block(after: "## Filters"))", in: scratch.folder)
        #expect(run.status == 0 && run.text.contains("filtered"), "\(run.errors)")
    }

    @Test func theReportExampleRuns() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "linktally ingest --store tally.sqlite '\(Command.sample)' && \(try block(after: "### Reports on a store"))",
            in: scratch.folder)
        #expect(run.status == 0 && run.text.contains("Requests from 2026-11-23T00:00Z to"), "\(run.errors)")
        #expect(run.text.contains("2026-W48  ") && run.text.contains(#/change  week      campaign +source/#))
        #expect(run.text.contains("Conversions by week (UTC) (top 10 of each period and goal; --top)"))
    }

    @Test func theStoreExamplesRun() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "cp '\(Command.sample)' access.log && \(try block(after: "## The store"))"
                + (try block(after: "Only `linktally` may write.")), in: scratch.folder)
        #expect(run.status == 0 && run.text.contains("2026-11-23|"), "\(run.errors)")
    }

    @Test func everyCustomFormatReadsItsLine() throws {
        let lines = try block(after: "<!-- custom formats -->").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count == 4)
        for line in lines {
            let run = try Command.shell("set -e -o pipefail; \(line)")
            #expect(run.status == 0 && run.text.contains("chatgpt"), "\(line): \(run.errors)")
        }
    }

    @Test func theCampaignExamplesRun() throws {
        let text = try block(after: "<!-- before a campaign -->")
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(lines.count == 6)
        let scratch = try Scratch()
        _ = try scratch.file("links.txt", "https://a.example/?utm_source=x\n/b?utm_term=y\n")
        _ = try scratch.file("campaign.csv", "url,base,source\n/b?utm_term=y,https://b.example/,news.letter\n")
        for line in lines {
            let run = try Command.shell(String(line), in: scratch.folder)
            #expect(run.status == (line.contains("chatgpt.com") ? 4 : 0), "\(line): \(run.errors)")
            #expect(line.contains(" > ") || run.text.contains("utm_"), "\(line)")
        }
        #expect(try scratch.read("links.csv").contains("https://b.example/?utm_source=news-letter&utm_medium=email"))
        // What is shown below is what the first line prints.
        let shown = try block(after: "linktally link --from campaign.csv --medium email --fix > links.csv\n```")
        #expect(try Command.shell(String(lines[0])).text == shown)
    }

    /// The library's examples are those that the tests compile.
    @Test func linkExampleIsCompiled() throws {
        let test = try String(
            contentsOf: Command.project.appending(path: "Tests/LinkTallyCoreTests/LinkLibraryTests.swift"),
            encoding: .utf8)
        let code = try block(after: "`LinkBuilder` makes links").split(separator: "\n")
        #expect(code.count == 3)
        for line in code[..<2] { #expect(test.contains(line), "\(line)") }
        #expect(code[2].hasPrefix("print(try builder.link())") && test.contains(code[2].split(separator: "// ")[1]))
    }

    /// A payment with a reference of the log, and one with another.
    @Test func thePaymentsExampleRuns() throws {
        let scratch = try Scratch()
        let log = try String(contentsOfFile: Command.sample, encoding: .utf8)
        let reference = try #require(log.firstMatch(of: /client_reference_id=([A-Za-z0-9_-]+)[ &]/)?.output.1)
        let sessions = [String(reference), "never-clicked"].enumerated().map { number, reference in
            #"{"id":"cs_\#(number)","object":"checkout.session","livemode":true,"created":1795431000,"#
                + #""payment_status":"paid","client_reference_id":"\#(reference)","amount_total":1999,"currency":"usd"}"#
        }
        _ = try scratch.file("events.ndjson", sessions.joined(separator: "\n"))
        _ = try scratch.file("links.csv", "payment_link,link\nplink_1,/lp/*\n")
        let run = try Command.shell(
            "cp '\(Command.sample)' access.log && gzip events.ndjson && set -e; \(try block(after: "<!-- payments -->"))",
            in: scratch.folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("1  50.0%  19.99 USD    reference clicked\n"))
        #expect(run.text.contains("1  50.0%  19.99 USD    reference never seen in the logs\n"))
        // The categories are those of the reports.
        let report = try Command.shell(
            "linktally reconcile --store tally.sqlite --output json /dev/null", in: scratch.folder)
        let payments = try #require(report.json["payments"] as? [String: Any])
        #expect(payments.count == 8)
        for category in payments.keys where category != "paid" { #expect(try readme().contains("`\(category)`")) }
    }

    /// The library example is the one that LibraryExampleTests compiles.
    @Test func libraryExampleIsCompiled() throws {
        let test = try String(
            contentsOf: Command.project.appending(path: "Tests/LinkTallyCoreTests/LibraryExampleTests.swift"),
            encoding: .utf8)
        let code = try block(after: "## As a library")
        for line in code.split(separator: "\n") where !line.hasPrefix("    ") && line != "}" {
            #expect(test.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)")
        }
        #expect(test.contains(#"\(parameter) would be dropped: \(reason)"#) && code.split(separator: "\n").count <= 10)
    }

    /// The same examples stand in `--help`.
    @Test func optionsExist() throws {
        let commands = [
            ["scan"], ["check"], ["link"], ["ingest"], ["report"], ["reconcile"], ["store", "forget"],
            ["store", "prune"], ["store", "erase"],
        ]
        let help = try commands.map { try Command.linktally(arguments: $0 + ["--help"]).text }.joined()
        let text = try readme()
        for option in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") })
        where option.hasPrefix("--") && option.contains(where: \.isLetter) {
            let known = ["--traits"]
            #expect(help.contains(option) || known.contains(String(option)), "\(option)")
        }
    }
}
