import ArgumentParser
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// `linktally store prune`: counts of hours that nobody asks for any more.
struct StorePruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove the counts of all hours before a time; logs stay known, so that they add nothing again.",
        discussion: """
            A log that had such hours is marked with the time up to which it was pruned (linktally store logs). Where it \
            grows later by requests of hours before its mark, these go into the ledger and into no count, and ingest says so. \
            What has no time stays unless --undated is given; later lines without a time count again. New logs have no mark: \
            their hours count, however old, until the next prune.
            """)

    @OptionGroup(title: "Store") var store: StoreArguments

    @Option(
        help: ArgumentHelp(
            "Remove hours before this time: 2026-11-23, 2026-11-23T14 (UTC without a zone), or 90d, 52w ago; the hour that it is in stays.",
            valueName: "time"))
    var before: String?

    @Flag(help: "Remove also, or only, what is counted without a time: of requests whose time cannot be read.")
    var undated = false

    func validate() throws {
        guard let before else {
            if !undated { throw ValidationError("give --before, --undated, or both") }
            return
        }
        guard let hour = Self.hour(before) else {
            throw ValidationError("--before '\(before)' is no time; use 2026-11-23, 2026-11-23T14 or 90d")
        }
        if StoreTime.utcHour(hour) == .unknown {
            throw ValidationError("--before '\(before)' is not within the years 1 to 9999; nothing would be removed")
        }
    }

    /// The hour that a time is in, in Unix hours; nil where `text` is no time.
    private static func hour(_ text: String) -> Int64? {
        TimeBound(text, now: TimeRangeArguments.now).map { StoreTime.hour(sinceYearOne: $0.second).hour }
    }

    func run() throws {
        Interrupts.install()
        let hour = before.flatMap(Self.hour)
        let access = try StoreAccess(store, creating: false)
        let outcome = try access.use { try Pruning.prune(before: hour, undated: undated, in: $0) }
        var message = "\(store.store): counts of \(Figure.grouped(outcome.removed)) requests"
        if let hour { message += " before \(StoreText.hour(hour))" }
        if undated { message += hour == nil ? " without a time" : " or without a time" }
        message += " were removed"
        if outcome.leftWithoutTime > 0 {
            message += "; those of \(Figure.grouped(outcome.leftWithoutTime)) requests without a time stay (--undated)"
        }
        Console.say(message)
    }
}
