import ArgumentParser
import Glibc
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// `linktally store prune`: counts of hours that nobody asks for any more.
struct StorePruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove the counts of all hours before a time; logs stay known, so that they add nothing again.")

    @OptionGroup(title: "Store") var store: StoreArguments

    @Option(
        help: ArgumentHelp(
            "Remove hours before this time: 2026-11-23, 2026-11-23T14 (UTC without a zone), or 90d, 52w ago; the hour that it is in stays.",
            valueName: "time"))
    var before: String

    private static let now = time(nil)

    func validate() throws {
        if TimeBound(before, now: Self.now) == nil {
            throw ValidationError("--before '\(before)' is no time; use 2026-11-23, 2026-11-23T14 or 90d")
        }
    }

    func run() throws {
        Interrupts.install()
        guard let bound = TimeBound(before, now: Self.now) else { return }
        let second = StoreTime.second(sinceYearOne: bound.second)
        let hour = (second - (second % 3600 + 3600) % 3600) / 3600
        let access = try StoreAccess(store, creating: false)
        let requests = try access.use { try Forgetting.prune(before: hour, in: $0) }
        Console.say(
            "\(store.store): counts of \(Figure.grouped(requests)) requests before \(StoreText.hour(hour)) were removed"
        )
    }
}
