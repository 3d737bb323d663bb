import LinkTallyCore

/// Times as the store keeps them: Unix time in whole hours, days or seconds, floored. The unknown time sorts behind all others.
package enum StoreTime {
    /// Requests without a readable time.
    package static let unknownHour: Int64 = 2_147_483_647
    /// Their day.
    package static let unknownDay: Int64 = 2_147_483_647
    /// Their second: the first of the unknown hour, so that `second / 3600` is an hour here, too, and later than the year 9999.
    package static let unknownSecond: Int64 = unknownHour * 3600

    /// Hours from 0001-01-01T00 to 1970-01-01T00.
    private static let epochHour: Int64 = 719_162 * 24
    /// Makes every hour of `UTCHour.range` positive, in whole days: SQLite's division rounds towards zero.
    private static let dayShift: Int64 = 800_000

    /// Unix hours of `hour`.
    package static func hour(_ hour: UTCHour) -> Int64 {
        UTCHour.range.contains(hour.rawValue) ? Int64(hour.rawValue) - epochHour : unknownHour
    }

    /// `YYYY-MM-DDTHH`, or `unknown`.
    package static func text(ofHour hour: Int64) -> String {
        utcHour(hour).text
    }

    /// The hour of Unix hours. O(1).
    package static func utcHour(_ hour: Int64) -> UTCHour {
        let known = Int32(exactly: hour + epochHour).map(UTCHour.init(rawValue:))
        return known.flatMap { UTCHour.range.contains($0.rawValue) ? $0 : nil } ?? .unknown
    }

    /// Unix hours of a time in seconds since 0001-01-01T00:00:00, and the seconds of its hour that are over.
    package static func hour(sinceYearOne second: Int64) -> (hour: Int64, seconds: Int64) {
        let seconds = ((second % 3600) + 3600) % 3600
        return ((second - seconds) / 3600 - epochHour, seconds)
    }

    /// Unix seconds of a time in seconds since 0001-01-01T00:00:00; `Int64.max` is the unknown one.
    package static func second(sinceYearOne second: Int64) -> Int64 {
        second == .max ? unknownSecond : second - epochHour * 3600
    }

    /// The day of an hour.
    package static func day(ofHour hour: Int64) -> Int64 {
        hour == unknownHour ? unknownDay : (hour + dayShift * 24) / 24 - dayShift
    }

    /// SQL for the hour of the second in `column`.
    package static func hour(ofSecondIn column: String) -> String {
        "((\(column) + \(dayShift * 86_400)) / 3600 - \(dayShift * 24))"
    }

    /// SQL for the day of the hour in `column`.
    package static func day(ofHourIn column: String) -> String {
        "CASE \(column) WHEN \(unknownHour) THEN \(unknownDay) ELSE (\(column) + \(dayShift * 24)) / 24 - \(dayShift) END"
    }
}
