import Foundation
import TestSupport
import Testing

/// JSON that is not one object a line is refused by name, with the command that makes lines of it.
@Suite struct JSONDocumentTests {
    private let scratch = try! Scratch()

    private static let record =
        #"{"category":"FrontDoorAccessLog","time":"2026-11-23T10:00:00Z","properties":"#
        + #"{"requestUri":"https://h.example/lp?utm_source=a","httpStatusCode":"200"}}"#

    @Test(arguments: [
        ("[\(record),\(record)]\n", "jq -c '.[]'"), ("{\"records\":[\(record),\(record)]}\n", "jq -c '.records[]'"),
        ("{\"records\": [\n  \(record)\n]}\n", "jq -c '.records[]'"),
        (record.replacing(",", with: ",\n  ").replacing("{", with: "{\n  ") + "\n", "jq -c ."),
    ])
    func refused(_ text: String, _ command: String) throws {
        let path = scratch.path("log.json")
        try Data(text.utf8).write(to: URL(filePath: path))
        let scan = try Command.linktally("scan", "--output", "json", path)
        #expect(scan.status == 1 && scan.text.isEmpty && scan.errors.contains("(json_document)"), "\(scan.errors)")
        #expect(scan.errors.contains("\(command) \(path) | linktally"), "\(scan.errors)")
        let pipe = try Command.shell("linktally - < '\(path)'")
        #expect(pipe.status == 1 && pipe.errors.contains("... | \(command) | linktally"), "\(pipe.errors)")
        let ingest = try Command.linktally("ingest", "--store", scratch.path("s"), path)
        #expect(ingest.status == 1 && ingest.errors.contains("\(command) \(path) > lines.json"), "\(ingest.errors)")
        // On one line, without a line feed at its end, too.
        if !text.dropLast().contains("\n") {
            let last = try Command.shell(
                "printf %s \"$(cat '\(path)')\" > '\(path).2'; linktally ingest --store '\(path).s' '\(path).2'")
            #expect(last.status == 1 && last.errors.contains("(json_document)"), "\(last.errors)")
        }
        let explain = try Command.linktally("explain", path)
        #expect(explain.status == 3 && explain.text.contains("\(command) FILE makes lines of it"), "\(explain.text)")
        guard try Command.shell("command -v jq").status == 0 else { return }
        let read = try Command.shell("\(command) '\(path)' | linktally --output json")
        #expect(read.status == 0 && (read.json["attributions"] as? [Any])?.count == 1, "\(read.errors)")
    }
}
