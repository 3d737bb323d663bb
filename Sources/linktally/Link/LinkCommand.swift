import ArgumentParser
import LinkTallyCore
import LinkTallyReport

/// `linktally link`: from a base and values to a link that keeps them.
struct LinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Build links whose codes payment pages keep, or refuse.",
        usage: """
            linktally link <base> [<options>]
            linktally link --from <sheet> [<options>]
            """,
        discussion: LinkHelp.discussion)

    @Argument(help: ArgumentHelp("The link that gets the values; its other parameters stay as they are."))
    var base: String?

    @OptionGroup(title: "Values") var values: LinkValueArguments

    @Flag(help: "Replace what would be dropped by the nearest value that is kept, and say so.")
    var fix = false

    @Option(
        help: ArgumentHelp(
            "Make a link of each row of a sheet with the columns base, source, medium, campaign, term, content, reference; `-` is stdin.",
            valueName: "sheet"),
        completion: .file())
    var from: String?

    @Option(help: ArgumentHelp("Write the result to a file, whole or not at all; `-` is stdout.", valueName: "file"))
    var outputFile: OutputPath?

    func validate() throws {
        if base == nil, from == nil { throw ValidationError("name the base of the link, or a sheet with --from") }
        if base != nil, from != nil { throw ValidationError("a base and --from exclude each other; give one of them") }
    }

    func run() throws {
        Interrupts.install()
        let maker = LinkMaker(fixes: fix)
        let variants = values.variants
        guard let from else {
            return try makeLinks(LinkVariants.combinations(of: variants, with: values.values), maker)
        }
        let output = try ResultOutput(outputFile)
        let sheet = try LinkSheet(CommandLineWords.exact(from), columns: SheetLinks.columns)
        var links = SheetLinks(sheet, maker, defaults: values.values, variants)
        try output.write { writer in try links.write(to: &writer) }
        if links.status != .success { throw links.status }
    }

    /// Prints the links of one base, a line each, or none of them.
    private func makeLinks(_ all: [LinkValues], _ maker: LinkMaker) throws {
        guard let base else { return }
        let exact = CommandLineWords.exact(base)
        let outcomes = all.map { maker.make(exact, $0) }
        let refused = outcomes.first { $0.link == nil }
        // What is the same in all variants is said once; of links that are not made, no repairs.
        var said: Set<String> = []
        for message in outcomes.flatMap({ refused == nil ? $0.repairs : $0.problems })
        where said.insert(message).inserted {
            Console.say(message)
        }
        if let refused {
            if refused.isURL {
                Console.say("no link was made; \(fix ? "give other values" : "--fix replaces what would be dropped")")
            }
            throw refused.status
        }
        if Set(outcomes.compactMap(\.link?.bytes)).count < outcomes.count {
            Console.say(
                "some of these links are equal, and cannot be told apart; give --set values that stay different")
        }
        try ResultOutput(outputFile).write { writer in
            for link in outcomes.compactMap(\.link) {
                try writer.write(link.bytes.rawSpan)
                try writer.write("\n")
            }
        }
    }
}

/// The long part of `linktally link --help`.
private enum LinkHelp {
    static var discussion: String {
        """
        Puts UTM codes and a client_reference_id into a link. Other parameters, their order and the fragment stay as they \
        are, byte for byte; codes that are there are replaced. Values that payment pages would drop make no link: give \
        other ones, or --fix, which replaces them by the nearest that are kept. With --from the sheet is written back \
        with the columns link and problem; options fill in where a row has no value.

        EXAMPLES
          linktally link https://buy.example.com/b --source newsletter --medium email
          linktally link https://buy.example.com/b --source 'Summer Sale!' --fix
          linktally link https://buy.example.com/b --set content=header,footer
          linktally link --from campaign.csv --medium email --output-file links.csv

        EXIT STATUS
          0    all links were made
          1    nothing could be done: no sheet that can be read, no output
          2    wrong usage, or a base is no URL
          4    a value would be dropped; with --from the other rows have links
        """
    }
}
