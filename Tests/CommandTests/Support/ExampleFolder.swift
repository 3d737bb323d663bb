import Foundation
import TestSupport
import Testing

/// A folder with what the examples of the documentation name: logs, lists, sheets, payment events, a store.
struct ExampleFolder {
    let scratch: Scratch

    /// - Parameter example: The code; only what it names is there.
    init(for example: String) throws {
        scratch = try Scratch()
        let log = try String(contentsOfFile: Command.sample, encoding: .utf8)
        _ = try scratch.file("access.log", log)
        _ = try Command.shell("gzip -k access.log", in: scratch.folder)
        if example.contains("links.txt") {
            _ = try scratch.file("links.txt", "https://a.example/?utm_source=x\n/b?UTM_Term=y\n")
        }
        if example.contains("campaign.csv") {
            _ = try scratch.file("campaign.csv", "url,base,source\n/b?utm_term=y,https://b.example/,news.letter\n")
        }
        if example.contains("--links ") { _ = try scratch.file("links.csv", "payment_link,link\nplink_1,/lp/*\n") }
        if example.contains("events.ndjson.gz") { try writeEvents(log) }
        if example.contains("tally.sqlite"), !example.contains("ingest") {
            _ = try Command.shell("linktally ingest --quiet --store tally.sqlite access.log", in: scratch.folder)
        }
    }

    /// Runs a shell line in the folder.
    func run(_ line: String) throws -> Command {
        try Command.shell("set -e -o pipefail; \(line)", in: scratch.folder)
    }

    /// Two payments: one with a reference of the log, one with another.
    private func writeEvents(_ log: String) throws {
        let reference = try #require(log.firstMatch(of: /client_reference_id=([A-Za-z0-9_-]+)[ &]/)?.output.1)
        let sessions = [String(reference), "never-clicked"].enumerated().map { number, reference in
            #"{"id":"cs_\#(number)","object":"checkout.session","livemode":true,"created":1795431000,"#
                + #""payment_status":"paid","client_reference_id":"\#(reference)","amount_total":1999,"currency":"usd"}"#
        }
        _ = try scratch.file("events.ndjson", sessions.joined(separator: "\n"))
        _ = try Command.shell("gzip events.ndjson", in: scratch.folder)
    }
}
