import Foundation
import LinkTallyCore

/// Hours, days, weeks and months of a time zone, told by the Unix hour in which they begin.
///
/// Counts are kept by whole hours of UTC, so that only zones whose borders are whole hours of UTC, too, can be answered.
package struct ReportCalendar: Sendable {
    /// A time zone does not keep to whole hours at the Unix hour `hour`.
    package struct BrokenHour: Error, Equatable {
        package let zone: String
        package let hour: Int64
    }

    package let zone: TimeZone

    package init(zone: TimeZone) { self.zone = zone }

    private static let epochDay: Int64 = 719_162

    /// Hours by which the zone's clocks are ahead of UTC. O(1).
    package func offset(at hour: Int64) throws(BrokenHour) -> Int64 {
        let start = Date(timeIntervalSince1970: Double(hour) * 3600)
        let seconds = zone.secondsFromGMT(for: start)
        guard seconds % 3600 == 0, zone.secondsFromGMT(for: start + 3599) == seconds else {
            throw BrokenHour(zone: zone.identifier, hour: hour)
        }
        return Int64(seconds / 3600)
    }

    /// Refuses a zone that is on whole hours of UTC at no time of `range`, which ends at the hour `now` where nothing ends it: of
    /// others each hour that there is something to tell of is judged by itself. O(changes of the clocks in the range).
    package func validate(_ range: HourRange, now: Int64) throws(BrokenHour) {
        let last = range.to.map { $0 - 1 } ?? max(now, range.from ?? now)
        func isWhole(_ hour: Int64) -> Bool { (try? offset(at: hour)) != nil }
        // The clocks of our days are changed since 1970.
        var hour = range.from ?? min(0, last)
        while !isWhole(hour) {
            let date = Date(timeIntervalSince1970: Double(hour) * 3600)
            guard let next = zone.nextDaylightSavingTimeTransition(after: date),
                next.timeIntervalSince1970 <= Double(last) * 3600
            else {
                _ = try offset(at: last)
                return
            }
            hour = Int64((next.timeIntervalSince1970 / 3600).rounded(.up))
        }
    }

    /// The Unix hour at which clocks of the zone show `local` hours since 1970 for the first time, or more where they skip it.
    package func hour(atLocal local: Int64) throws(BrokenHour) -> Int64 {
        var hour = local - (try offset(at: local))
        while try hour + offset(at: hour) < local { hour += 1 }
        while try hour - 1 + offset(at: hour - 1) >= local { hour -= 1 }
        return hour
    }

    /// Where the period with `hour` begins.
    package func start(of unit: PeriodUnit, with hour: Int64) throws(BrokenHour) -> Int64 {
        let offset = try offset(at: hour)
        return switch unit {
        case .hour: hour
        default: try self.hour(atLocal: firstDay(of: unit, with: Self.floor(hour + offset, 24)) * 24)
        }
    }

    /// Where the period behind the one that begins at `start` begins.
    package func next(_ unit: PeriodUnit, after start: Int64) throws(BrokenHour) -> Int64 {
        let day = Self.floor(start + (try offset(at: start)), 24)
        switch unit {
        case .hour: return start + 1
        case .day: return try hour(atLocal: (day + 1) * 24)
        case .week: return try hour(atLocal: (day + 7) * 24)
        // No month has more than 31 days; 31 days behind the first is in the next one.
        case .month: return try hour(atLocal: firstDay(of: .month, with: day + 31) * 24)
        }
    }

    /// The name of the period that begins at `start`: `2026-11-23T14` (with the zone's offset where it is not UTC's, since
    /// clocks show some hours twice), `2026-11-23`, `2026-W48`, `2026-11`, or `unknown`.
    package func name(of unit: PeriodUnit, from start: Int64) throws(BrokenHour) -> String {
        guard start != StoreTime.unknownHour else { return "unknown" }
        let offset = try offset(at: start)
        let text = StoreTime.utcHour(start + offset).text
        switch unit {
        case .hour: return text + Self.suffix(offset)
        case .day: return String(text.prefix(10))
        case .month: return String(text.prefix(7))
        case .week:
            // A week belongs to the year that has its Thursday.
            let thursday = Self.floor(start + offset, 24) + 3 + Self.epochDay
            let year = CivilDate.date(ofDay: Int(thursday)).year
            let week = (Int(thursday) - (CivilDate.day(year: year, month: 1, day: 1) ?? 0)) / 7 + 1
            let digits = StoreTime.utcHour((thursday - Self.epochDay) * 24).text.prefix(4)
            return "\(digits)-W\(week < 10 ? "0" : "")\(week)"
        }
    }

    /// A time of the zone with its offset: `2026-11-23T14:00+01:00`.
    package func time(at hour: Int64) throws(BrokenHour) -> String {
        let offset = try offset(at: hour)
        let suffix = Self.suffix(offset)
        return StoreTime.utcHour(hour + offset).text + ":00" + (suffix.isEmpty ? "Z" : suffix + ":00")
    }

    private static func suffix(_ offset: Int64) -> String {
        guard offset != 0 else { return "" }
        return (offset < 0 ? "-" : "+") + (abs(offset) < 10 ? "0" : "") + "\(abs(offset))"
    }

    /// The first day of the period with `day`, days since 1970.
    private func firstDay(of unit: PeriodUnit, with day: Int64) -> Int64 {
        switch unit {
        case .hour, .day: return day
        // 1970-01-01 was a Thursday.
        case .week: return day - (day + 3 - Self.floor(day + 3, 7) * 7)
        case .month: return day - Int64(CivilDate.date(ofDay: Int(day + Self.epochDay)).day) + 1
        }
    }

    private static func floor(_ number: Int64, _ divisor: Int64) -> Int64 {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }
}
