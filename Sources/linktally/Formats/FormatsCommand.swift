import ArgumentParser
import LinkTallyCore

/// `linktally formats`: the formats that are known, and how another one is described.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the formats of logs that are known, and how others are described.",
        discussion: "How one is told, and what stands where, is in the article Formats.")

    func run() throws { try ResultOutput.print(Self.text + "\n") }

    private static var text: String {
        let formats = LogFormats.summaries
        let envelopes = Envelope.allCases.map { ($0.name, $0.summary) }
        let width = (formats.map(\.names) + envelopes.map(\.0)).map(\.count).max() ?? 0
        let row = { (names: String, summary: String) in
            "  \(names)\(String(repeating: " ", count: width - names.count))  \(summary)"
        }
        return """
            The format of a log is told from its first lines. `linktally explain FILE` shows what is read where in
            them, or why no format fits; --format NAME says it beforehand.

            \(formats.map { row($0.names, $0.summary) }.joined(separator: "\n"))

            ENVELOPES
            What stands in front of each line or around it is told as well; --envelope NAME[,NAME] says it beforehand.

            \(envelopes.map { row($0.0, $0.1) }.joined(separator: "\n"))

            OTHERS
              --log-format '$remote_addr [$time_local] "$request" $status'   as nginx's log_format has it
              --log-format '%h %l %u %t "%r" %>s %b'                         as Apache's LogFormat has it
              --json-keys target=request.uri,time=ts,status=code             JSON lines, by their keys
              --columns timestamp,cs-host,cs-uri-stem,cs-uri-query           CloudFront real-time logs, by their columns
              --assume-time-zone Europe/Berlin                               whose times those without a zone are
            """
    }
}
