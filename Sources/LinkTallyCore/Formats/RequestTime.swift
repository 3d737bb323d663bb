/// When a request was served: an hour of UTC and the seconds in it.
package struct RequestTime: Sendable, Equatable {
    /// The hour, or unknown.
    package var hour: UTCHour
    /// Whole seconds since the hour began, 0 to 3599; 0 where the hour is unknown.
    package var second: UInt16

    package static let unknown = RequestTime(hour: .unknown, second: 0)

    /// The minute `minutes` since 0001-01-01T00:00, and `second` seconds, 0 to 59; unknown outside the years 1 to 9999.
    @inline(__always)
    init(minutes: Int, second: Int) {
        let hour = minutes >= 0 ? minutes / 60 : -1
        guard hour >= 0, hour < Int(UTCHour.range.upperBound) else {
            self = .unknown
            return
        }
        self.hour = UTCHour(rawValue: Int32(truncatingIfNeeded: hour))
        self.second = UInt16(truncatingIfNeeded: (minutes &- hour &* 60) &* 60 &+ second)
    }

    /// `YYYY-MM-DDThh:mm:ssZ`; nil where it is unknown.
    var text: String? {
        guard UTCHour.range.contains(hour.rawValue) else { return nil }
        let parts = [second / 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(hour.text):\(parts[0]):\(parts[1])Z"
    }

    /// `seconds` since 0001-01-01T00:00:00; unknown outside the years 1 to 9999.
    @inline(__always)
    init(sinceYearOne seconds: Int) {
        let minutes = seconds >= 0 ? seconds / 60 : -1
        self.init(minutes: minutes, second: seconds &- minutes &* 60)
    }

    /// Seconds from 0001-01-01T00:00:00 to 1970-01-01T00:00:00.
    static let epoch = 719_162 * 86_400

    init(hour: UTCHour, second: UInt16) {
        self.hour = hour
        self.second = second
    }

    /// Seconds since 0001-01-01T00:00:00; the unknown time is later than every known one.
    var secondsSinceYearOne: Int64 {
        hour == .unknown ? .max : Int64(hour.rawValue) * 3600 + Int64(second)
    }
}

/// Days of the proleptic Gregorian calendar, counted from 0001-01-01 as day 0 (after Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
package enum CivilDate {
    /// Days from 0000-03-01, where Hinnant's years begin, to 0001-01-01.
    private static let shift = 306

    /// The number of a day; nil where there is no such day in the years 1 to 9999. O(1).
    package static func day(year: Int, month: Int, day: Int) -> Int? {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1, day <= length(ofMonth: month, year) else { return nil }
        let shifted = month > 2 ? year : year - 1
        let monthIndex = (month + 9) % 12
        let dayOfYear = (153 * monthIndex + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - shift
    }

    /// Year, month and day of a day's number. O(1).
    package static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let days = number + shift
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    private static func length(ofMonth month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
