import ArgumentParser

/// The civil calendar, and the time of a log line.
enum LogTime {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Days from 1970-01-01, by counting years from March in eras of 400 (Hinnant, chrono-compatible date algorithms).
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = (shifted / 400, shifted % 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `days`.
    static func date(day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// `[23/Nov/2026:14:05:07 +0200]`.
    static func bracketed(_ seconds: Int, zoneHours: Int) -> String {
        let local = seconds + zoneHours * 3_600
        let (year, month, day) = date(day: local / 86_400)
        return "[\(padded(day))/\(months[month - 1])/\(year):\(clock(local)) +\(padded(zoneHours))00]"
    }

    /// `2026-11-23`.
    static func isoDate(_ seconds: Int) -> String {
        let (year, month, day) = date(day: seconds / 86_400)
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    /// `14:05:07`.
    static func clock(_ seconds: Int) -> String {
        [seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60].map(padded).joined(separator: ":")
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A full hour of UTC, written `YYYY-MM-DDTHH`.
struct LogHour: ExpressibleByArgument, CustomStringConvertible {
    let secondsSince1970: Int

    init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    init?(argument: String) {
        let fields = argument.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "T" }.map { Int($0) }
        guard fields.count == 4, let year = fields[0], let month = fields[1], let day = fields[2], let hour = fields[3],
            1970...9999 ~= year, 1...12 ~= month, 1...31 ~= day, 0...23 ~= hour
        else { return nil }
        let date = LogTime.days(year: year, month: month, day: day)
        guard LogTime.date(day: date) == (year, month, day) else { return nil }
        secondsSince1970 = date * 86_400 + hour * 3_600
    }

    var description: String {
        let (year, month, day) = LogTime.date(day: secondsSince1970 / 86_400)
        let padded = [month, day, secondsSince1970 / 3_600 % 24].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(year)-\(padded[0])-\(padded[1])T\(padded[2])"
    }
}
