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

    init(hour: UTCHour, second: UInt16) {
        self.hour = hour
        self.second = second
    }

    /// Seconds since 0001-01-01T00:00:00; the unknown time is later than every known one.
    var secondsSinceYearOne: Int64 {
        hour == .unknown ? .max : Int64(hour.rawValue) * 3600 + Int64(second)
    }
}
