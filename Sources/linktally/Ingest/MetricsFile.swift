import Glibc
import LinkTallyCore
import LinkTallyReport

/// A run in figures for Prometheus, in its text format, for node_exporter's textfile collector.
struct MetricsFile: ~Copyable {
    private let file: OutputFile?

    /// Opens the file before the long work, so that a wrong path is known at once; nil is none.
    init(_ path: String?) throws {
        guard let path else {
            file = nil
            return
        }
        do throws(OutputFile.Failure) { file = try OutputFile(path) } catch {
            throw Self.failure(error.path, error.code)
        }
    }

    /// Writes the figures; the file appears when it is whole.
    ///
    /// - Parameter lastSuccess: When the last run without a fault ended, in seconds since 1970.
    consuming func write(_ summary: IngestSummary, store: String, lastSuccess: Int64?) throws {
        guard let file else { return }
        do throws(WriteFailure) {
            var writer = ByteWriter(FileSink(descriptor: file.descriptor))
            try writer.write(Self.text(summary, store: store, lastSuccess: lastSuccess))
            try writer.flush()
        } catch {
            throw Self.failure(file.path, error.code)
        }
        do throws(OutputFile.Failure) { try file.commit() } catch { throw Self.failure(error.path, error.code) }
    }

    /// The figures as text.
    static func text(_ summary: IngestSummary, store: String, lastSuccess: Int64?) -> String {
        let label = "store=\"\(escaped(store))\""
        var text = ""
        func add(_ name: String, _ help: String, _ samples: [(labels: String, value: String)]) {
            guard !samples.isEmpty else { return }
            text += "# HELP linktally_ingest_\(name) \(help)\n# TYPE linktally_ingest_\(name) gauge\n"
            for (labels, value) in samples {
                text += "linktally_ingest_\(name){\(label)\(labels.isEmpty ? "" : "," + labels)} \(value)\n"
            }
        }
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
        add(
            "last_success_timestamp_seconds", "When the last run without a fault ended.",
            lastSuccess.map { [("", "\($0)")] } ?? [])
        return text
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func failure(_ path: String, _ code: Int32) -> ExitStatus {
        Console.say("\(path): cannot be written: \(SystemError.text(code))")
        return .failure
    }
}
