import ArgumentParser
import Glibc
import LinkTallyCore

/// From when to when requests count.
struct TimeRangeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Count requests from this time on: 2026-11-23, 2026-11-23T14:00+01:00 (UTC where no zone is told), 24h, 7d ago.",
            valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Count requests before this time.", valueName: "time"))
    var to: String?

    /// When the run began, in seconds since 1970: what relative times are counted from.
    static let now = time(nil)

    /// The bounds; `validate` has seen that they are times.
    var bounds: (from: TimeBound?, to: TimeBound?) {
        (from.flatMap { TimeBound($0, now: Self.now) }, to.flatMap { TimeBound($0, now: Self.now) })
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
