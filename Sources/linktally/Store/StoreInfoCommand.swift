import ArgumentParser
import LinkTallyReport
import LinkTallyStore

/// `linktally store info`: the store in figures.
struct StoreInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "The store in figures: logs, lines, hours, rows, size.")

    @OptionGroup var path: StorePath

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
        try StandardOutput.write(
            lines.map { "\($0)\(String(repeating: " ", count: width - $0.count))  \($1)\n" }.joined())
    }
}
