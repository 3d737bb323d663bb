import ArgumentParser
import LinkTallyReport

/// What a report looks like, and where it goes.
struct RenderArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The report's form: \(Renderers.summary.names.joined(separator: ", ")).", valueName: "form"),
        completion: .list(Renderers.summary.names))
    var output = "text"

    @Option(help: ArgumentHelp("Write the report to a file, whole or not at all; `-` is stdout.", valueName: "file"))
    var outputFile: OutputPath?

    @Option(
        help: ArgumentHelp(
            "Shorten the lists of values, attributions, rejections and links to those with the most hits.",
            valueName: "n"))
    var top: Int?

    @Flag(help: "Show only the shape of rejected values, which can be personal data (a for letters, 9 for digits).")
    var redactRejected = false

    /// The renderer that was named; `validate` has seen that there is one.
    var renderer: (any SummaryRenderer)? { Renderers.summary.named(output, .ofThisRun) }

    /// What is shown.
    var options: ReportOptions { ReportOptions(top: top, redactsRejected: redactRejected) }

    func validate() throws {
        guard renderer != nil else {
            throw ValidationError(
                "--output '\(output)' is no known form; use one of \(Renderers.summary.names.joined(separator: ", "))")
        }
        if let top, top < 1 { throw ValidationError("--top \(top) would show nothing; use 1 or more") }
    }
}
