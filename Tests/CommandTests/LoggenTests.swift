import Foundation
import Testing

@Suite struct LoggenTests {
    private func loggen(_ arguments: String...) throws -> Command {
        try Command.run(Command.folder.appending(path: "linktally-loggen").path, arguments)
    }

    private func report(_ format: String, _ log: [UInt8]) throws -> [String: Any] {
        let run = try Command.run(
            "/usr/bin/env", ["python3", "Tests/Conformance/reference.py", "--format", format], input: log)
        return try #require(JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    }

    @Test func theSampleIsItsOwn() throws {
        let sample = try [UInt8](Data(contentsOf: URL(fileURLWithPath: Command.sample)))
        #expect(try loggen("--lines", "1150", "--seed", "42").output == sample)
        #expect(sample.count <= 300_000)
    }

    @Test func seedsMakeLogs() throws {
        let first = try loggen("--lines", "500", "--seed", "7").output
        #expect(try loggen("--lines", "500", "--seed", "7").output == first)
        #expect(try loggen("--lines", "500", "--seed", "8").output != first)
    }

    /// The mix, judged by the reference implementation.
    @Test func mix() throws {
        let log = try loggen("--lines", "40000").output
        let report = try report("combined", log)
        let lines = try #require(report["lines"] as? [String: Int])
        let requests = try #require(report["requests"] as? [String: Int])
        func share(_ count: Int?) -> Double { Double(count ?? 0) / 40_000 }
        #expect(lines["total"] == 40_000 && lines["malformed"] == 0 && share(lines["no_target"]) < 0.01)
        #expect(abs(share(requests["with_query"]) - 0.60) < 0.02)
        #expect(abs(share(requests["attributed"]) - 0.45) < 0.02)
        #expect(abs(Double(requests["with_rejection"]!) / Double(requests["with_parameters"]!) - 0.045) < 0.02)
        let parameters = try #require(report["parameters"] as? [String: [String: Any]])
        let references = try #require(parameters["client_reference_id"])
        #expect(abs(share(references["accepted"] as? Int) - 0.20) < 0.02)
        #expect((references["distinct"] as! Int) * 10 > (references["accepted"] as! Int) * 9)
        #expect((report["hours"] as? [Any])?.count == 24)
        #expect(abs(Double(log.count) / 40_000 - 245) < 15)
        let text = String(decoding: log, as: UTF8.self)
        #expect(text.contains("\"https://www.shop.example/") && text.contains("?utm_source=monitor"))
        #expect(text.contains("2001:db8:"))
    }

    /// Every format's lines are its own: the reference implementation reads them, and they are recognised.
    @Test(arguments: [
        "common", "vhost_combined", "nginx", "traefik", "url", "alb", "s3", "cloudfront", "iis", "cloudflare", "caddy",
        "traefik-json",
    ])
    func formats(_ format: String) throws {
        let log = try loggen("--lines", "3000", "--format", format).output
        let expected = try report(format, log)
        let lines = try #require(expected["lines"] as? [String: Int])
        #expect(lines["total"]! - lines["directive"]! == 3_000 && lines["malformed"] == 0 && lines["no_target"]! < 30)
        let run = try Command.linktally("--output", "json", input: log)
        let found = try #require(JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
        let input = try #require((found["inputs"] as? [[String: Any]])?.first)
        #expect(input["format"] as? String == (["common", "nginx"].contains(format) ? "combined" : format))
        #expect((found["requests"] as? [String: Int]) == (expected["requests"] as? [String: Int]))
    }

    @Test func scatter() throws {
        let report = try report("combined", try loggen("--lines", "5000", "--scatter").output)
        let requests = try #require(report["requests"] as? [String: Int])
        #expect((report["attributions"] as! [Any]).count * 10 > requests["attributed"]! * 9)
    }

    @Test func sizes() throws {
        let count = try loggen("--bytes", "50K").output.count
        #expect((50_000..<51_500).contains(count))
        #expect(try loggen("--lines", "0").output.isEmpty)
    }

    @Test func usage() throws {
        #expect(try loggen("--lines", "1", "--bytes", "1").status == 2)
        #expect(try loggen("--lines", "1", "--format", "nope").status == 2)
        #expect(try loggen("--lines", "1", "--output", "/nowhere/x").status == 1)
        #expect(
            try Command.shell("linktally-loggen --lines 100000 | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}").status
                == 141)
        #expect(try Command.shell("linktally-loggen --lines 10 > /dev/full").status == 1)
    }
}
