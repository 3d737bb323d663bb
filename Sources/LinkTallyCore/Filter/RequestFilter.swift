/// Which requests are counted; all others are counted as filtered.
package struct RequestFilter: Sendable {
    /// Requests before it are filtered, as are those without a readable time.
    package var from: TimeBound?
    /// Requests at it and behind it are filtered, as are those without a readable time.
    package var to: TimeBound?
    /// Requests with other statuses are filtered, as are those without one.
    package var statuses: StatusSet?
    /// Requests for other links are filtered.
    package var link: LinkPattern?
    package var bots = BotPolicy.include

    package init() {}

    /// Whether anything can be filtered.
    package var isActive: Bool { link != nil || !fields.isEmpty }

    /// What a line must have for the filter to judge it.
    package var fields: RequestFields {
        var fields: RequestFields = []
        if from != nil || to != nil { fields.insert(.time) }
        if statuses != nil { fields.insert(.status) }
        if bots != .include { fields.insert(.userAgent) }
        return fields
    }
}

/// What becomes of the requests of bots.
package enum BotPolicy: String, Sendable, CaseIterable {
    /// They count like all others.
    case include
    /// They are filtered.
    case exclude
    /// All others are filtered.
    case only
}

/// What filters ask for in a line.
package struct RequestFields: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let time = RequestFields(rawValue: 1)
    package static let status = RequestFields(rawValue: 2)
    package static let userAgent = RequestFields(rawValue: 4)
    /// No filter asks for it, but without it there is nothing to count.
    package static let query = RequestFields(rawValue: 8)
}

/// Statuses that count: `2xx,304,400-404`.
package struct StatusSet: Sendable {
    private var contained = [Bool](repeating: false, count: Int(LocatedRequest.statusLimit) + 1)

    /// Reads statuses, classes (`2xx`) and ranges (`400-404`), separated by commas; nil where one is none. O(text).
    package init?(_ text: String) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let range = Self.range(part) else { return nil }
            for status in range { contained[status] = true }
        }
    }

    /// Whether `status` counts; one that is unknown (0) never does. O(1).
    @inline(__always)
    func contains(_ status: UInt16) -> Bool { contained[Int(status)] }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        if ends.count == 2 {
            guard let low = status(ends[0]), let high = status(ends[1]), low <= high else { return nil }
            return low...high
        }
        if text.count == 3, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue, 1...9 ~= digit {
            return digit * 100...digit * 100 + 99
        }
        return status(text).map { $0...$0 }
    }

    private static func status(_ text: Substring) -> Int? {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let status = Int(text), status >= 100
        else { return nil }
        return status
    }
}

/// A moment that bounds what counts: seconds since 0001-01-01T00:00:00 UTC.
package struct TimeBound: Sendable, Comparable {
    package let second: Int64

    /// Reads a time of ISO 8601, which may end behind the day, hour or minute and is one of `zone` where it names none
    /// (`2026-11-23`, `2026-11-23T14:30+01:00`), or a time before `now` (`90s`, `30m`, `24h`, `7d`, `2w`); nil where `text`
    /// is neither. O(text).
    ///
    /// - Parameter now: Seconds since 1970.
    package init?(_ text: String, now: Int, in zone: AssumedZone = .utc) {
        if let before = Self.before(text) {
            second = Int64(now + RequestTime.epoch) - before
        } else {
            let bytes = Array(Self.whole(text).utf8)
            var clock = ISOClock()
            clock.assumed = zone
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
