import ArgumentParser
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// `linktally store logs`: the ledger.
struct StoreLogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "The logs that were counted, with their numbers, and what could not be counted yet.")

    @OptionGroup var path: StorePath<AnyStore>

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
        try ResultOutput.print(text)
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

/// `linktally store info`: the store in figures.
struct StoreInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "The store in figures: logs, lines, hours, rows, size.")

    @OptionGroup var path: StorePath<AnyStore>

    func run() throws {
        Interrupts.install()
        let info = try StoreAccess.read(path) { try StoreInfo(of: $0) }
        var lines = [
            ("schema", info.schema),
            ("bots", info.bots),
            ("size", Figure.bytes(info.size)),
            ("logs", Figure.grouped(info.logs)),
            ("failures", Figure.grouped(info.failures)),
            ("log bytes", Figure.grouped(info.bytes)),
            ("lines", Figure.grouped(info.lines)),
            ("requests", Figure.grouped(info.requests)),
            ("requests without a time", Figure.grouped(info.requestsWithoutTime)),
            (
                "hours",
                info.hours.map { "\(StoreText.hour($0.lowerBound)) to \(StoreText.hour($0.upperBound))" } ?? "none"
            ),
            ("last success", info.lastSuccess.map(StoreText.second) ?? "never"),
        ]
        lines += info.rows.map { ("rows of \($0.table)", Figure.grouped($0.count)) }
        let width = lines.map(\.0.count).max() ?? 0
        try ResultOutput.print(
            lines.map { "\($0)\(String(repeating: " ", count: width - $0.count))  \($1)\n" }.joined())
    }
}

/// Times of a store as people read them.
enum StoreText {
    /// `2026-11-23T14`, an hour of UTC.
    static func hour(_ hour: Int64) -> String { StoreTime.text(ofHour: hour) }

    /// `2026-11-23T14:30:00Z`.
    static func second(_ second: Int64) -> String {
        let hour = (second - (second % 3600 + 3600) % 3600) / 3600
        let rest = second - hour * 3600
        return "\(StoreTime.text(ofHour: hour)):\(padded(rest / 60)):\(padded(rest % 60))Z"
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
