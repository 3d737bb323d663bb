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
