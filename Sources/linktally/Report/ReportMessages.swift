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
}
