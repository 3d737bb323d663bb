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
        for (parameter, text) in given { values[parameter] = CommandLineWords.exact(text) }
        return values
    }

    /// The variants; `validate` has seen that there is no error in them.
    var variants: [LinkVariants] { CommandLineWords.exact(set).compactMap(LinkVariants.init) }

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
        for (option, text) in zip(set, CommandLineWords.exact(set)) {
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

/// The values that a link is to have, as they were given: nothing in them is encoded.
struct LinkValues {
    private var texts: [Parameter: [UInt8]] = [:]

    /// The value of a parameter; nil leaves it as it is in the base.
    subscript(parameter: Parameter) -> [UInt8]? {
        get { texts[parameter] }
        set { texts[parameter] = newValue }
    }

    /// These values, and those of `others` where there are none.
    func filled(from others: LinkValues) -> LinkValues {
        var result = self
        result.texts.merge(others.texts) { own, _ in own }
        return result
    }
}

/// `--set content=a,b,c`: values of one parameter, each of which makes a link.
struct LinkVariants {
    let parameter: Parameter
    let values: [[UInt8]]

    /// What `option` says, or nil where it names no parameter or an empty value.
    init?(_ option: [UInt8]) {
        guard let sign = option.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = String(decoding: option[..<sign], as: UTF8.self)
        let values = option[(sign + 1)...].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard let parameter = Parameter.allCases.first(where: { $0.column == name || $0.name == name }),
            values.allSatisfy({ !$0.isEmpty })
        else { return nil }
        self.parameter = parameter
        self.values = values.map(Array.init)
    }

    /// `base` with every combination of the variants, the last of which changes fastest.
    static func combinations(of variants: [LinkVariants], with base: LinkValues) -> [LinkValues] {
        variants.reduce([base]) { combinations, variants in
            combinations.flatMap { values in
                variants.values.map { value in
                    var values = values
                    values[variants.parameter] = value
                    return values
                }
            }
        }
    }
}
