/// A moment that bounds what counts: seconds since 0001-01-01T00:00:00 UTC.
package struct TimeBound: Sendable, Comparable {
    package let second: Int64

    /// Reads a time of ISO 8601, which may end behind the day, hour or minute and is UTC where it has no zone
    /// (`2026-11-23`, `2026-11-23T14:30+01:00`), or a time before `now` (`90s`, `30m`, `24h`, `7d`, `2w`); nil where `text`
    /// is neither. O(text).
    ///
    /// - Parameter now: Seconds since 1970.
    package init?(_ text: String, now: Int) {
        if let before = Self.before(text) {
            second = Int64(now) + 719_162 * 86_400 - before
        } else {
            let bytes = Array(Self.whole(text).utf8)
            var clock = ISOClock()
            let time = clock.read(bytes.rawSpan, bytes.indices)
            guard time != .unknown else { return nil }
            second = time.secondsSinceYearOne
        }
    }

    package static func < (a: TimeBound, b: TimeBound) -> Bool { a.second < b.second }

    /// `text` with the parts of the time of day that it leaves out.
    private static func whole(_ text: String) -> String {
        let date = text.prefix(10)
        var clock = text.dropFirst(10)
        guard !clock.isEmpty else { return text + "T00:00:00" }
        let mark = clock.removeFirst()
        let zone = clock.firstIndex { "Z+-".contains($0) } ?? clock.endIndex
        let time = clock[..<zone]
        let missing = time.count == 2 ? ":00:00" : time.count == 5 ? ":00" : ""
        return "\(date)\(mark)\(time)\(missing)\(clock[zone...])"
    }

    private static func before(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), text.dropLast().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let number = Int64(text.dropLast()), number <= 1_000_000_000
        else { return nil }
        return number * unit
    }
}
