import ArgumentParser
import LinkTallyCore
import LinkTallyStore

/// Times of the command line, as hours of a store.
struct ReportTime {
    let calendar: ReportCalendar
    /// What the report counts by, if it counts by periods.
    let unit: PeriodUnit?
    /// Seconds since 1970: what relative times are counted from.
    let now: Int

    /// The Unix hour that `text` names. A time without a zone is one of the calendar's; one before now goes back to where its
    /// period begins. nil where it is no time.
    func hour(_ text: String, of option: String) throws -> Int64? {
        guard let bound = TimeBound(text, now: now), let later = TimeBound(text, now: now + 1) else { return nil }
        let (hour, seconds) = StoreTime.hour(sinceYearOne: bound.second)
        if later != bound { return try calendar.start(of: unit ?? .hour, with: hour) }
        guard seconds == 0 else {
            throw ValidationError("\(option) '\(text)' is not on a whole hour; a store counts by the hour")
        }
        let hasZone = text.dropFirst(11).contains { "Zz+-".contains($0) }
        return hasZone ? hour : try calendar.hour(atLocal: hour)
    }
}
