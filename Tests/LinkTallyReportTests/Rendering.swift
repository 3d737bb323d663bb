import LinkTallyCore
import LinkTallyInput
import LinkTallyScan
import TestSupport

@testable import LinkTallyReport

/// Renders reports on logs in memory.
enum Rendering {
    static func line(_ target: String, status: Int = 200) -> String {
        "10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] \"GET \(target) HTTP/1.1\" \(status) 1 \"-\" \"-\"\n"
    }

    /// Reads `logs`, written to files that are named by `names` or by their number, and a file that is not there for
    /// each of `missing`.
    static func result(
        _ logs: [[UInt8]], keepsReferences: Bool = false, names: [String] = [], missing: [String] = []
    ) throws -> ScanResult {
        var options = ScanOptions()
        options.format = LogFormats.named("combined")
        options.keepsReferences = keepsReferences
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let paths = try logs.enumerated().map { number, log in
            InputPath(try scratch.file(number < names.count ? names[number] : "\(number).log", log))
        }
        return Scan.run(paths + missing.map { InputPath($0) }, options)
    }

    static func bytes(
        _ name: String, _ logs: [[UInt8]], _ options: ReportOptions = ReportOptions(), keepsReferences: Bool = false
    ) throws -> [UInt8] {
        let result = try result(logs, keepsReferences: keepsReferences)
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try Renderers.summary.named(name)!.render(result.summary, options, to: &writer)
        try writer.flush()
        return sink.bytes
    }

    static func text(_ name: String, _ targets: [String], _ options: ReportOptions = ReportOptions()) throws -> String {
        String(decoding: try bytes(name, [log(targets)], options), as: UTF8.self)
    }

    static func log(_ targets: [String]) -> [UInt8] { Array(targets.map { line($0) }.joined().utf8) }
}
