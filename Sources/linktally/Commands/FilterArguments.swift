import ArgumentParser
import LinkTallyCore

/// Which requests to count.
struct FilterArguments: ParsableArguments {
    @OptionGroup(title: "Filters") var time: TimeRangeArguments

    @Option(
        name: .customLong("status"),
        help: ArgumentHelp("Count requests with these statuses: 2xx,304,400-404.", valueName: "list"))
    var statuses: String?

    @Option(
        name: .customLong("link"),
        help: ArgumentHelp(
            "Count requests for these links, * being any text: shop.example/lp/*, or /lp/* on any host.",
            valueName: "glob"))
    var link: String?

    @Option(
        name: .customLong("bots"),
        help: ArgumentHelp(
            "Bots, told by their user agent: \(BotPolicy.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "policy"))
    var botPolicy = BotPolicy.include.rawValue

    /// The filter; `validate` has seen that there is no error in it.
    var filter: RequestFilter {
        var filter = RequestFilter()
        (filter.from, filter.to) = time.bounds
        filter.statuses = statuses.flatMap(StatusSet.init)
        filter.link = link.map(LinkPattern.init)
        filter.bots = BotPolicy(rawValue: botPolicy) ?? .include
        return filter
    }

    /// The filters that were given, as reports show them.
    var given: [String] {
        let bots = botPolicy == BotPolicy.include.rawValue ? nil : botPolicy
        return [("--from", time.from), ("--to", time.to), ("--status", statuses), ("--link", link), ("--bots", bots)]
            .compactMap { name, text in text.map { "\(name) \($0)" } }
    }

    func validate() throws {
        try time.validateOrder(filter.from, filter.to)
        if let statuses, filter.statuses == nil {
            throw ValidationError("--status '\(statuses)' is no list of statuses; use 2xx,304 or 400-404")
        }
        if link == "" { throw ValidationError("--link '' fits no link; use a path like '/lp/*'") }
        if BotPolicy(rawValue: botPolicy) == nil {
            let names = BotPolicy.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--bots '\(botPolicy)' is no policy; use one of \(names)")
        }
    }
}
