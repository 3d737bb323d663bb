import ArgumentParser
import LinkTallyPayments
import LinkTallyReport

/// Which events to read, and what to print.
struct ReconcileArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Events or checkout sessions as JSON, plain or packed; `-` is stdin, /dev/null only reports.",
            valueName: "events"),
        completion: .file())
    private var operands: [String]

    @Option(
        help: ArgumentHelp(
            "CSV with the columns payment_link (plink_...) and link (a shell pattern for links of the logs).",
            valueName: "file"),
        completion: .file())
    var links: String?

    @Option(help: ArgumentHelp("The mode whose payments count: true or false (test).", valueName: "mode"))
    var livemode = true

    @Option(
        name: .customLong("attribution"),
        help: ArgumentHelp("The click before a payment that has its revenue: first or last.", valueName: "click"),
        completion: .list(Attribution.allCases.map(\.rawValue)))
    var attributionName = Attribution.first.rawValue

    @Option(
        help: ArgumentHelp(
            "The report's form: \(Renderers.reconciliation.names.joined(separator: ", ")).", valueName: "form"),
        completion: .list(Renderers.reconciliation.names))
    var output = "text"

    @Option(help: ArgumentHelp("Write the report to a file, whole or not at all; `-` is stdout.", valueName: "file"))
    var outputFile: OutputPath?

    @Option(help: ArgumentHelp("Shorten the lists of text and JSON; each currency has its own first.", valueName: "n"))
    var top: Int?

    /// The events that were named.
    var events: [String] { CommandLineWords.operands(operands) }
    /// The attribution that was named; `validate` has seen that there is one.
    var attribution: Attribution { Attribution(rawValue: attributionName) ?? .first }
    /// The renderer that was named; `validate` has seen that there is one.
    var renderer: (any ReconciliationRenderer)? { Renderers.reconciliation.named(output, .ofThisRun) }

    func validate() throws {
        if operands.isEmpty { throw ValidationError("no events are named; '-' is stdin, /dev/null only reports") }
        try validateStandardInput(events)
        if Attribution(rawValue: attributionName) == nil {
            throw ValidationError("--attribution '\(attributionName)' is neither first nor last")
        }
        if renderer == nil {
            throw ValidationError(
                "--output '\(output)' is no known form; use one of \(Renderers.reconciliation.names.joined(separator: ", "))"
            )
        }
        if let top, top < 1 { throw ValidationError("--top \(top) would show nothing; use 1 or more") }
    }
}
