import LinkTallyReport
import LinkTallyStore

/// What `report` says on stderr.
enum ReportMessages {
    /// Why a time zone cannot be had; to be put behind `--time-zone`.
    static func explanation(_ error: ReportCalendar.BrokenHour) -> String {
        let hour = StoreTime.utcHour(error.hour).text
        return
            "\(error.zone) is not on whole hours of UTC (at \(hour):00Z); a store counts by whole hours of UTC, so that the days of this zone cannot be told from it; use another zone, or a time (--from) when it was"
    }

    /// Names the goals that no link of the store fits: a pattern may be wrong.
    static func sayUnfitting(_ goals: [Goal], _ links: [Int]) {
        for (goal, links) in zip(goals, links) where links == 0 {
            Console.say("--goal \(goal.name) fits no link of the store")
        }
    }

    /// What people should know of conversions.
    static let conversionNotes = [
        "a page that is loaded again counts again",
        "hits on a goal without UTM codes are not in the store",
    ]
}
