import ArgumentParser
import LinkTallyReport

/// `linktally check`: from links to what becomes of their codes.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what of a link's codes arrives and what payment pages drop, and why.",
        usage: "linktally check [<options>] <link> ... | - | --csv <file>",
        discussion: LinkHelp.check)

    @Argument(help: ArgumentHelp("Links; `-` is a list of them on stdin, one a line.", valueName: "links"))
    private var operands: [String] = []

    @Option(help: ArgumentHelp("Check the links in a column of a sheet; `-` is stdin.", valueName: "file"))
    var csv: String?

    @Option(help: ArgumentHelp("The sheet's column that has the links. Default: link.", valueName: "name"))
    var column: String?

    @Flag(help: "Exit with 4 also where something is nearly right, such as UTM_Source or codes behind a #.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "The report's form: \(Renderers.links.names.joined(separator: ", ")).", valueName: "form"))
    var output = "text"

    @Option(help: ArgumentHelp("Write the report to a file, whole or not at all; `-` is stdout.", valueName: "file"))
    var outputFile: OutputPath?

    /// The links that were given.
    private var links: [String] { OperandBundle.apart(operands) }

    func validate() throws {
        guard Renderers.links.named(output) != nil else {
            throw ValidationError(
                "--output '\(output)' is no known form; use one of \(Renderers.links.names.joined(separator: ", "))")
        }
        if operands.isEmpty, csv == nil { throw ValidationError("name a link, or '-' for a list of links on stdin") }
        if column != nil, csv == nil { throw ValidationError("--column needs --csv, the sheet that has it") }
        let readsStdin = links.count { $0 == "-" } + (csv == "-" ? 1 : 0)
        if readsStdin > 1 { throw ValidationError("stdin ('-') is named \(readsStdin) times; it can be read once") }
    }

    func run() throws {
        Interrupts.install()
        guard let renderer = Renderers.links.named(output) else { return }
        try OutputGuard.check(outputs: [("--output-file", outputFile)], inputs: [], files: [csv])
        let result = try ResultOutput(outputFile)
        let sheet = try csv.map { try LinkSheet(CommandLineBytes.exact($0), columns: [[column ?? "link"]]) }
        var run = CheckRun(renderer)
        try result.write { writer in
            try run.begin(to: &writer)
            for link in CommandLineBytes.exact(links) {
                if link == [UInt8(ascii: "-")] { try run.addList(to: &writer) } else { try run.add(link, to: &writer) }
            }
            if let sheet { try run.add(sheet, to: &writer) }
            try run.end(to: &writer)
        }
        let status = run.status(isStrict: strict)
        if status != .success { throw status }
    }
}
