import Foundation
import LinkTallyCore
import LinkTallyIngest

@testable import LinkTallyReport

/// Renders reports on logs in memory.
enum Rendering {
    static func line(_ target: String, status: Int = 200) -> String {
        "10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] \"GET \(target) HTTP/1.1\" \(status) 1 \"-\" \"-\"\n"
    }

    static func result(_ log: [UInt8]) throws -> IngestResult {
        let file = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")
        try Data(log).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var options = IngestOptions()
        options.format = LogFormats.named("combined")
        return Ingest.run([InputPath(file.path)], options)
    }

    static func bytes(_ name: String, _ log: [UInt8], _ options: ReportOptions = ReportOptions()) throws -> [UInt8] {
        let result = try result(log)
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try Renderers.named(name)!.render(result.summary, options, to: &writer)
        try writer.flush()
        return sink.bytes
    }

    static func text(_ name: String, _ targets: [String], _ options: ReportOptions = ReportOptions()) throws -> String {
        String(decoding: try bytes(name, Array(targets.map { line($0) }.joined().utf8), options), as: UTF8.self)
    }
}
