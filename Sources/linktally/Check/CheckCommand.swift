import ArgumentParser
import LinkTallyReport

/// `linktally check`: from links to what becomes of their codes.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what of a link's codes arrives and what payment pages drop, and why.",
        usage: "linktally check [<options>] <link> ... | - | --csv <file>",
        discussion: CheckHelp.discussion)

    @Argument(help: ArgumentHelp("Links; `-` is a list of them on stdin, one a line.", valueName: "links"))
    private var operands: [String] = []

    @Option(
        help: ArgumentHelp("Check the links in a column of a sheet; `-` is stdin.", valueName: "file"),
        completion: .file())
    var csv: String?

    @Option(help: ArgumentHelp("The sheet's column that has the links. Default: link.", valueName: "name"))
    var column: String?

    @Flag(help: "Exit with 4 also where something is nearly right, such as UTM_Source or codes behind a #.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "The report's form: \(Renderers.links.names.joined(separator: ", ")).", valueName: "form"),
        completion: .list(Renderers.links.names))
    var output = "text"

    @Option(help: ArgumentHelp("Write the report to a file, whole or not at all; `-` is stdout.", valueName: "file"))
    var outputFile: OutputPath?

    /// The links that were given.
    private var links: [String] { CommandLineWords.operands(operands) }

    func validate() throws {
        guard Renderers.links.named(output) != nil else {
            throw ValidationError(
                "--output '\(output)' is no known form; use one of \(Renderers.links.names.joined(separator: ", "))")
        }
        if operands.isEmpty, csv == nil { throw ValidationError("name a link, or '-' for a list of links on stdin") }
        if column != nil, csv == nil { throw ValidationError("--column needs --csv, the sheet that has it") }
        try validateStandardInput(links + [csv])
    }

    func run() throws {
        Interrupts.install()
        guard let renderer = Renderers.links.named(output) else { return }
        try OutputGuard.check(outputs: [("--output-file", outputFile)], inputs: [], files: [csv])
        let result = try ResultOutput(outputFile)
        let sheet = try csv.map { try LinkSheet(CommandLineWords.exact($0), columns: [[column ?? "link"]]) }
        var run = CheckRun(renderer)
        try result.write { writer in
            try run.begin(to: &writer)
            for link in CommandLineWords.exact(links) {
                if link == [UInt8(ascii: "-")] { try run.addList(to: &writer) } else { try run.add(link, to: &writer) }
            }
            if let sheet { try run.add(sheet, to: &writer) }
            try run.end(to: &writer)
        }
        let status = run.status(isStrict: strict)
        if status != .success { throw status }
    }
}

/// The long part of `linktally check --help`.
private enum CheckHelp {
    static var discussion: String {
        """
        For each link: every UTM code and client_reference_id, the decoded value, whether it is kept, and where it is \
        dropped the byte, the reason, and a value that would be kept. What is nearly right is pointed out: UTM_Source, \
        utm_sorce, a name that stands twice, codes behind a #, `&amp;` or `;` for `&`, values that are percent-encoded \
        twice, and unfilled templates.

        EXAMPLES
          linktally check 'https://buy.example.com/b?utm_source=chatgpt.com'
          linktally check - < links.txt
          linktally check --csv campaign.csv --column url
          linktally check --output json --strict - < links.txt

        EXIT STATUS
          0    all values are kept
          1    nothing could be done: no input that can be read, no output
          2    wrong usage, or something is no URL; the rest was checked
          3    an input had a fault; the links before it were checked
          4    a value would be dropped (--strict: or something is nearly right)
          130  SIGINT, after the report so far (143: SIGTERM)
        """
    }
}
