import Glibc
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport

/// A run in figures for Prometheus, in its text format, for node_exporter's textfile collector.
struct MetricsFile: ~Copyable {
    private let output: ResultOutput?
    private let store: String
    /// The last success that the file tells of which this one replaces.
    private let formerSuccess: Int64?

    /// Opens the file before the long work, so that a wrong path is known at once; nil is none.
    init(_ path: OutputPath?, store: String) throws {
        self.store = store
        formerSuccess = path.flatMap { Self.lastSuccess(in: $0, of: store) }
        output = path == nil ? nil : try ResultOutput(path)
    }

    /// Writes the figures of a run that ends now; the file appears when it is whole.
    consuming func write(_ outcome: IngestOutcome) throws {
        var outcome = outcome
        if !outcome.knowsHistory { outcome.lastSuccess = formerSuccess }
        let text = Self.text(outcome, store: store, now: Int64(time(nil)))
        try Self.write(text, output)
    }

    private static func write(_ text: String, _ output: consuming ResultOutput?) throws {
        guard let output else { return }
        try output.write(isWhole: true) { writer in try writer.write(text) }
    }

    /// What the file at `path`, which may be anything, tells of the last success.
    private static func lastSuccess(in path: OutputPath, of store: String) -> Int64? {
        let sample = "linktally_ingest_\(lastSuccessName){\(label(store))} "
        guard !path.isStandardOutput, let file = try? InputDescriptor(path.asInput),
            let size = file.size, size <= 1 << 20, let bytes = try? file.bytes()
        else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let line = lines.last(where: { $0.starts(with: sample.utf8) }) else { return nil }
        return Int64(String(decoding: line.dropFirst(sample.utf8.count), as: UTF8.self))
    }

    private static let lastSuccessName = "last_success_timestamp_seconds"

    private static func label(_ store: String) -> String { "store=\"\(escaped(store))\"" }

    /// The figures as text.
    private static func text(_ outcome: IngestOutcome, store: String, now: Int64) -> String {
        let label = label(store)
        var text = ""
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            guard !samples.isEmpty else { return }
            text += "# HELP linktally_ingest_\(name) \(help)\n# TYPE linktally_ingest_\(name) gauge\n"
            for (labels, value) in samples {
                text += "linktally_ingest_\(name){\(label)\(labels.isEmpty ? "" : "," + labels)} \(value)\n"
            }
        }
        add("last_run_timestamp_seconds", "When the last run ended.", [("", "\(now)")])
        add(
            "last_run_success", "Whether the last run ended without a fault.",
            [("", outcome.status == .success ? "1" : "0")])
        add(
            lastSuccessName, "When the last run without a fault ended.",
            outcome.lastSuccess.map { [("", "\($0)")] } ?? [])
        guard let summary = outcome.summary else { return text }
        add(
            "files", "Files of the last run by what became of them.",
            summary.counts.map { ("state=\"\($0.state)\"", "\($0.count)") })
        add("lines", "Lines that the last run counted.", [("", "\(summary.lines.total)")])
        add("malformed_lines", "Lines that the last run could not read.", [("", "\(summary.lines.malformed)")])
        add("bytes", "Decoded bytes that the last run counted.", [("", "\(summary.bytes)")])
        add(
            "rejected_values", "Values that the payment page drops, of the lines that the last run counted.",
            Parameter.allCases.flatMap { parameter in
                RejectionReason.allCases.map { reason in
                    (
                        "parameter=\"\(parameter.name)\",reason=\"\(reason.name)\"",
                        "\(summary.parameters[parameter][reason])"
                    )
                }
            })
        add("duration_seconds", "How long the last run took.", [("", "\(summary.seconds)")])
        return text
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
