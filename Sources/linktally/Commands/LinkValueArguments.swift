import ArgumentParser
import LinkTallyCore

/// The values that links are to have.
struct LinkValueArguments: ParsableArguments {
    @Option(help: "utm_source: where the traffic comes from, such as newsletter.")
    var source: String?

    @Option(help: "utm_medium: by what means, such as email.")
    var medium: String?

    @Option(help: "utm_campaign: for which campaign.")
    var campaign: String?

    @Option(help: "utm_term: for which search term.")
    var term: String?

    @Option(help: "utm_content: which of several links of a page.")
    var content: String?

    @Option(help: "client_reference_id: what payments are reconciled by.")
    var reference: String?

    @Option(
        help: ArgumentHelp(
            "Make a link for each of some values, such as content=header,footer; several: every combination.",
            valueName: "name=values"))
    var set: [String] = []

    /// The most links that variants may make of one base.
    private static let combinationLimit = 100_000

    /// The values of the options, as the shell gave them.
    var values: LinkValues {
        var values = LinkValues()
        for (parameter, text) in given { values[parameter] = CommandLineBytes.exact(text) }
        return values
    }

    /// The variants; `validate` has seen that there is no error in them.
    var variants: [LinkVariants] { CommandLineBytes.exact(set).compactMap(LinkVariants.init) }

    private var given: [(Parameter, String)] {
        let texts: [(Parameter, String?)] = [
            (.source, source), (.medium, medium), (.campaign, campaign), (.term, term), (.content, content),
            (.reference, reference),
        ]
        return texts.compactMap { parameter, text in text.map { (parameter, $0) } }
    }

    func validate() throws {
        var named = Set(given.map(\.0))
        var count = 1
        for (option, text) in zip(set, CommandLineBytes.exact(set)) {
            guard let variants = LinkVariants(text) else {
                let names = Parameter.allCases.map(\.column).joined(separator: ", ")
                throw ValidationError(
                    "--set '\(option)' is no NAME=VALUE,VALUE; the names are \(names), and no value is empty")
            }
            guard named.insert(variants.parameter).inserted else {
                throw ValidationError("\(variants.parameter) is given twice; give it once, by its option or by --set")
            }
            count = count.multipliedReportingOverflow(by: variants.values.count).partialValue
            guard 1...Self.combinationLimit ~= count else {
                throw ValidationError("--set makes more than \(Self.combinationLimit) links; give fewer values")
            }
        }
    }
}
