import ArgumentParser
import Glibc
import LinkTallyCore

/// Which requests to count.
struct FilterArguments: ParsableArguments {
    @OptionGroup(title: "Filters") var time: TimeRangeArguments

    @Option(
        name: .customLong("time-zone"), parsing: .unconditional,
        help: ArgumentHelp(
            "Whose times --from and --to are where they name no zone, and whose the text shows: Asia/Kolkata, or +05:30.",
            valueName: "name"))
    var timeZoneName = "UTC"

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
            valueName: "policy"),
        completion: .list(BotPolicy.allCases.map(\.rawValue)))
    var botPolicy = BotPolicy.include.rawValue

    /// The zone that was named; `validate` has seen that there is one of this name.
    var zone: AssumedZone { AssumedZone(named: timeZoneName) ?? .utc }

    /// The filter; `validate` has seen that there is no error in it.
    var filter: RequestFilter {
        var filter = RequestFilter()
        (filter.from, filter.to) = time.bounds(in: zone)
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
        if AssumedZone(named: timeZoneName) == nil {
            throw ValidationError(
                "--time-zone '\(timeZoneName)' is no known time zone; use a name like UTC, Asia/Kolkata or Europe/Berlin, or +05:30"
            )
        }
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

/// From when to when requests count.
struct TimeRangeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Count requests from this time on: 2026-11-23, 2026-11-23T14:00+01:00 (else of --time-zone), 24h, 7d ago.",
            valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Count requests before this time.", valueName: "time"))
    var to: String?

    /// When the run began, in seconds since 1970: what relative times are counted from.
    static let now = time(nil)

    /// The bounds; `validate` has seen that they are times.
    func bounds(in zone: AssumedZone) -> (from: TimeBound?, to: TimeBound?) {
        (
            from.flatMap { TimeBound($0, now: Self.now, in: zone) },
            to.flatMap { TimeBound($0, now: Self.now, in: zone) }
        )
    }

    func validate() throws {
        for (name, text) in [("--from", from), ("--to", to)] {
            if let text, TimeBound(text, now: Self.now) == nil {
                throw ValidationError(
                    "\(name) '\(text)' is no time; use 2026-11-23, 2026-11-23T14:00:00Z, 2026-11-23T14:00+01:00, 24h or 7d"
                )
            }
        }
    }

    /// Refuses bounds, as a command understands these options, between which there is nothing.
    func validateOrder<Bound: Comparable>(_ from: Bound?, _ to: Bound?) throws {
        guard let from, let to, from >= to else { return }
        throw ValidationError(
            "--from '\(self.from ?? "")' is not before --to '\(self.to ?? "")'; nothing would be counted")
    }
}
