import Foundation
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import LinkTallyScan
import Testing

/// How the reading side is set up; no report may depend on it.
struct ReadingSetup: CustomTestStringConvertible {
    let windowSize: Int
    let jobs: Int
    let smallestRange: Int
    let decoder: DecoderChoice

    var testDescription: String { "window \(windowSize), jobs \(jobs), ranges \(smallestRange), \(decoder)" }

    static let all = [
        ReadingSetup(windowSize: 1, jobs: 1, smallestRange: 1 << 40, decoder: .zlib),
        ReadingSetup(windowSize: 7, jobs: 3, smallestRange: 16, decoder: .auto),
        ReadingSetup(windowSize: 100, jobs: 2, smallestRange: 1, decoder: .auto),
        ReadingSetup(windowSize: 4096, jobs: 8, smallestRange: 1000, decoder: .zlib),
        ReadingSetup(windowSize: 512 << 10, jobs: 1, smallestRange: 1 << 40, decoder: .auto),
        ReadingSetup(windowSize: 512 << 10, jobs: 2, smallestRange: 4 << 20, decoder: .auto),
    ]

    func options(format: LogFormat?, keepsReferences: Bool = false) -> ScanOptions {
        var options = ScanOptions()
        options.windowSize = windowSize
        options.jobs = jobs
        options.smallestRange = smallestRange
        options.decoder = decoder
        options.format = format
        options.keepsReferences = keepsReferences
        return options
    }
}

/// The JSON report on a file.
func jsonReport(_ path: String, _ options: ScanOptions) throws -> Any {
    let result = Scan.run([InputPath(path)], options)
    let sink = MemorySink()
    var writer = ByteWriter(sink)
    try Renderers.summary.named("json")!.render(result.summary, ReportOptions(), to: &writer)
    try writer.flush()
    return try JSONSerialization.jsonObject(with: Data(sink.bytes))
}

/// A file that is there for the time of a call.
func withFile<Result>(_ content: Data, _ body: (String) throws -> Result) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")
    try content.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
}

@Suite struct ConformanceTests {
    @Test func everyCaseHasItsFormat() {
        #expect(ConformanceCase.all.count >= 275)
        #expect(ConformanceCase.all.allSatisfy { $0.logFormat != nil })
    }

    @Test(arguments: ReadingSetup.all)
    func everyCase(_ setup: ReadingSetup) throws {
        for one in ConformanceCase.all {
            // A window of a byte grows for every line: not for the lines of 8 MiB.
            if setup.windowSize < 4096, one.input.count > 1 << 20 { continue }
            var options = setup.options(format: one.logFormat)
            options.envelopes = one.envelopes
            let report = try withFile(one.input) { try jsonReport($0, options) }
            let differences = ReportComparison.differences(try one.expected, report)
            #expect(differences.isEmpty, "case \(one.id): \(differences.prefix(3))")
        }
    }

    /// Records of JSON sources are told by their keys: no source takes those of another one.
    @Test func sourcesOfJSONLinesAreTold() throws {
        var told: [String: Int] = [:]
        for one in ConformanceCase.all where (800..<1200).contains(Int(one.id) ?? 0) {
            let report = try #require(try one.expected as? [String: Any])
            let lines = try #require(report["lines"] as? [String: Int])
            guard lines["requests"] == lines["total"] else { continue }
            let log = [UInt8](one.input)
            guard case .recognized(let format, let others) = FormatRecognizer.recognize(log.rawSpan) else {
                Issue.record("case \(one.id): \(one.format) is not told")
                continue
            }
            #expect(
                format.name == one.format && others.isEmpty, "case \(one.id): \(format.name), \(others.map(\.name))")
            told[format.name, default: 0] += 1
        }
        #expect(told.count == 14 && told.values.allSatisfy { $0 >= 5 }, "\(told)")
    }

    /// Text formats whose fields stand in one order are told where all lines have their shape.
    @Test func textFormatsAreTold() throws {
        var told: [String: Int] = [:]
        for one in ConformanceCase.all where Self.textFormats.contains(one.format) {
            let report = try #require(try one.expected as? [String: Any])
            guard (report["lines"] as? [String: Int])?["malformed"] == 0 else { continue }
            let log = [UInt8](one.input)
            switch FormatRecognizer.recognize(log.rawSpan) {
            case .recognized(let format, let others):
                #expect(
                    format.name == one.format && others.isEmpty, "case \(one.id): \(format.name), \(others.map(\.name))"
                )
                told[format.name, default: 0] += 1
            case .unknown(_, let shape): #expect(shape.map { $0.name == one.format } ?? true, "case \(one.id)")
            case .blank: Issue.record("case \(one.id)")
            }
        }
        #expect(told.count == Self.textFormats.count && told.values.allSatisfy { $0 >= 8 }, "\(told)")
    }

    private static let textFormats = ["haproxy", "envoy", "istio", "elb", "squid"]

    /// Envelopes are told with the format in them, and from the lines alone where the format is named, too.
    @Test func envelopesAreTold() throws {
        var told: [Envelope: Int] = [:]
        for one in ConformanceCase.all {
            guard let expected = one.told, let envelopes = one.envelopes else { continue }
            let log = [UInt8](one.input.drop { [0xEF, 0xBB, 0xBF].contains($0) })
            guard case .recognized(let format, _) = FormatRecognizer.recognize(log.rawSpan) else {
                #expect(expected.isEmpty, "case \(one.id): nothing is told")
                continue
            }
            #expect(format.name == expected, "case \(one.id)")
            #expect(
                FormatRecognizer.envelopes(of: LogFormats.named(one.format)!, in: log.rawSpan) == format.envelopes,
                "case \(one.id)")
            told[envelopes[0], default: 0] += 1
        }
        #expect(Set(told.keys) == Set(Envelope.allCases) && told.values.allSatisfy { $0 >= 8 }, "\(told)")
    }

    /// Lines of pairs and of application servers, too, where they have a time; Heroku's router has more than pairs.
    @Test func pairsAndServersAreTold() throws {
        var told: [String: Int] = [:]
        for one in ConformanceCase.all where ["logfmt", "ltsv", "uvicorn", "uwsgi", "heroku"].contains(one.format) {
            let report = try #require(try one.expected as? [String: Any])
            let lines = try #require(report["lines"] as? [String: Int])
            let log = [UInt8](one.input)
            guard lines["requests"] == lines["total"],
                case .recognized(let format, let others) = FormatRecognizer.recognize(log.rawSpan)
            else { continue }
            let isPairsAlone = one.format == "heroku" && format.name == "logfmt"
            #expect((format.name == one.format || isPairsAlone) && others.isEmpty, "case \(one.id): \(format.name)")
            told[format.name, default: 0] += 1
        }
        #expect(told.count == 5 && told.values.allSatisfy { $0 >= 5 }, "\(told)")
    }

    /// With a list of references their values are counted, too.
    @Test func everyCaseWithReferences() throws {
        for one in ConformanceCase.all {
            var options = ReadingSetup.all[5].options(format: one.logFormat, keepsReferences: true)
            options.envelopes = one.envelopes
            let report = try withFile(one.input) { try jsonReport($0, options) }
            let parameters = try #require((report as? [String: Any])?["parameters"] as? [String: [String: Any]])
            #expect(parameters["client_reference_id"]?["values"] is [Any], "case \(one.id)")
            let differences = ReportComparison.differences(try one.expected, report)
            #expect(differences.isEmpty, "case \(one.id): \(differences.prefix(3))")
        }
    }
}
