import ArgumentParser
import LinkTallyReport
import LinkTallyStore

/// `linktally store logs`: the ledger.
struct StoreLogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "The logs that were counted, with their numbers, and what could not be counted yet.")

    @OptionGroup var path: StorePath

    func run() throws {
        Interrupts.install()
        let (logs, failures) = try StoreAccess.read(path) { (try LogRow.all(in: $0), try FailureRow.all(in: $0)) }
        var text = ""
        if !logs.isEmpty {
            var table = TextTable(["number", "lines", "requests", "bytes", "format", "log"])
            for log in logs {
                table.add([
                    "\(log.id)", Figure.grouped(log.lines), Figure.grouped(log.requests), Figure.grouped(log.bytes),
                    log.format, TerminalText.escaped(Self.name(log.name, log.origin)),
                ])
            }
            text += table.text
            text += logs.flatMap { log in
                Self.notes(log).map { "  log \(log.id): \(TerminalText.escaped($0))\n" }
            }.joined()
        }
        if !failures.isEmpty {
            text += (logs.isEmpty ? "" : "\n") + "Not counted, and read again next time\n"
            for failure in failures {
                let place = failure.place.map { " at byte \(Figure.grouped($0 + 1))" } ?? ""
                let name = Self.name(failure.name, failure.origin)
                text +=
                    "  \(TerminalText.escaped("\(name): \(failure.reason)\(place), \(StoreText.second(failure.time))"))\n"
            }
        }
        try StandardOutput.write(text)
    }

    /// What more there is to say of a log.
    private static func notes(_ log: LogRow) -> [String] {
        var notes: [String] = []
        if log.pending > 0 { notes.append("pending: \(Figure.bytes(log.pending)) of a last line without its end") }
        if let fault = log.fault { notes.append("counted up to its fault: \(fault)") }
        if log.prunedBefore != nil || log.prunedRequests > 0 {
            let hour = log.prunedBefore.map { " before \(StoreText.hour($0))" } ?? ""
            notes.append("pruned\(hour): the counts of \(Figure.grouped(log.prunedRequests)) requests were removed")
        }
        return notes
    }

    private static func name(_ name: String, _ origin: String) -> String {
        origin.isEmpty ? name : "\(origin): \(name)"
    }
}
