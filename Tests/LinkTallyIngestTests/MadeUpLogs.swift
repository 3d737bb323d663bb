import Foundation
import GRDB
import LinkTallyCore
import LinkTallyIngest
import LinkTallyInput
import TestSupport

@testable import LinkTallyStore

/// A folder with logs and a store, gone with its last user.
final class MadeUpLogs {
    let scratch: Scratch
    let store: Store
    let settings: StoreSettings

    init() throws {
        scratch = try Scratch()
        store = try Store.create(path: scratch.path("tally.sqlite"))
        settings = try StoreSettings(of: store, bots: nil)
    }

    /// A line of a combined log, told from others by `number`.
    static func line(_ number: Int, length: Int = 0) -> String {
        let minute = String(number / 60 % 60 + 100).dropFirst()
        let second = String(number % 60 + 100).dropFirst()
        let target = "/p\(number % 7)?utm_source=s\(number % 5)&utm_term=\(number % 3 == 0 ? "a.b" : "t")"
        return "192.0.2.1 - - [23/Nov/2026:1\(number / 3600 % 10):\(minute):\(second) +0000] "
            + "\"GET \(target)&client_reference_id=r\(number) HTTP/1.1\" 200 1 \"-\" "
            + "\"\(String(repeating: "x", count: length))\"\n"
    }

    static func lines(_ numbers: Range<Int>, length: Int = 0) -> String {
        numbers.map { line($0, length: length) }.joined()
    }

    @discardableResult
    func write(_ name: String, _ content: String) throws -> InputPath {
        InputPath(try scratch.file(name, content))
    }

    @discardableResult
    func write(_ name: String, _ content: Data) throws -> InputPath {
        InputPath(try scratch.file(name, Array(content)))
    }

    func gzip(_ name: String, _ content: String) throws -> InputPath {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/gzip")
        process.arguments = ["-f", "-6", try write(name, content).name]
        try process.run()
        process.waitUntilExit()
        return InputPath(scratch.path(name + ".gz"))
    }

    /// A file in BGZF: a block for each of `texts`, which are short. An empty last one marks the end.
    func blocked(_ name: String, _ texts: [String]) throws -> InputPath {
        InputPath(try scratch.file(name, texts.flatMap { Gzip.block(Array($0.utf8)) }))
    }

    func ingest(_ paths: [InputPath], _ change: (inout IngestOptions) -> Void = { _ in }) throws -> [IngestedFile] {
        var options = IngestOptions(logs: LogOptions(secret: settings.secret))
        options.jobs = 2
        change(&options)
        let result = Ingest.run(paths, into: store, options)
        if let failure = result.failure { throw failure }
        return result.files
    }

    /// What became of each file, in one word; the code of the fault where it failed.
    func states(_ paths: [InputPath], _ change: (inout IngestOptions) -> Void = { _ in }) throws -> [String] {
        try ingest(paths, change).map { file in
            if case .failed(let error) = file.state { return error.fault.rawValue }
            return "\(file.state)"
        }
    }

    func number(_ sql: String) throws -> Int {
        try store.database.read { try Int.fetchOne($0, sql: sql) ?? 0 }
    }

    /// Requests in the ledger, after everything was seen to add up.
    func requests() throws -> Int {
        let problems = try StoreCheck.problems(of: store)
        guard problems.isEmpty else { throw StoreError.failed("\(problems)") }
        return try number("SELECT SUM(requests) FROM log")
    }

    /// All counts by text, whatever the numbers of links and codes are.
    func counts() throws -> [String] {
        try store.database.read { database in
            try ["attributions", "rejections", "outcomes", "hours", "touches"].flatMap { view in
                try Row.fetchAll(database, sql: "SELECT * FROM \(view)").map { row in
                    view + row.map { "|\($0.1)" }.joined()
                }
            }
        }.sorted()
    }
}
