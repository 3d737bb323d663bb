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
        discussion: LinkHelp.link)

    @Argument(help: ArgumentHelp("The link that gets the values; its other parameters stay as they are."))
    var base: String?

    @OptionGroup(title: "Values") var values: LinkValueArguments

    @Flag(help: "Replace what would be dropped by the nearest value that is kept, and say so.")
    var fix = false

    @Option(
        help: ArgumentHelp(
            "Make a link of each row of a sheet with the columns base, source, medium, campaign, term, content, reference; `-` is stdin.",
            valueName: "sheet"))
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
        let sheet = try LinkSheet(CommandLineBytes.exact(from), columns: SheetLinks.columns)
        var links = SheetLinks(sheet, maker, defaults: values.values, variants)
        try output.write { writer in try links.write(to: &writer) }
        if links.status != .success { throw links.status }
    }

    /// Prints the links of one base, a line each, or none of them.
    private func makeLinks(_ all: [LinkValues], _ maker: LinkMaker) throws {
        guard let base else { return }
        let exact = CommandLineBytes.exact(base)
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
