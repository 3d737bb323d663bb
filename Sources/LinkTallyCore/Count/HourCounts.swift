/// An hour of UTC, as hours since 0001-01-01T00, or unknown. Known hours order before the unknown one.
package struct UTCHour: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The time of the request could not be read, or its format has none.
    package static let unknown = UTCHour(rawValue: .max)
    /// Hours that are not told apart any more.
    package static let other = UTCHour(rawValue: .max - 1)
    /// Hours from 0001-01-01T00 to 9999-12-31T23.
    package static let range = 0..<Int32(3_652_059 * 24)

    /// The hour in a key: the lower half of a word.
    var keyWord: UInt64 { UInt64(UInt32(bitPattern: rawValue)) }

    package static func < (a: UTCHour, b: UTCHour) -> Bool { a.rawValue < b.rawValue }

    /// `YYYY-MM-DDTHH`, or `unknown`.
    package var text: String {
        guard Self.range.contains(rawValue) else { return self == .other ? OtherValue.name : "unknown" }
        let (year, month, day) = CivilDate.date(ofDay: Int(rawValue) / 24)
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + "T"
            + Self.padded(Int(rawValue) % 24, 2)
    }

    /// When it begins, as clocks of `zone` show it: `YYYY-MM-DDTHH`, with `:MM` where that is not on a whole hour. O(log changes).
    package func text(in zone: AssumedZone) -> String {
        guard Self.range.contains(rawValue) else { return text }
        let minutes = zone.local(at: Int(rawValue) * 3600) / 60
        let hour = UTCHour(rawValue: Int32(minutes / 60)).text
        return minutes % 60 == 0 ? hour : "\(hour):\(Self.padded(minutes % 60, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

/// Requests of one hour.
package struct HourCounts: Sendable, Equatable {
    package var requests: UInt64 = 0
    /// Requests with at least one value that is kept.
    package var tagged: UInt64 = 0
    /// Requests with a query that is not empty.
    package var withQuery: UInt64 = 0
    /// Requests with at least one value that is dropped.
    package var withRejection: UInt64 = 0
    /// Requests with UTM codes of which none is kept.
    package var lostAttribution: UInt64 = 0

    package init() {}

    static func += (a: inout HourCounts, b: HourCounts) {
        a.requests += b.requests
        a.tagged += b.tagged
        a.withQuery += b.withQuery
        a.withRejection += b.withRejection
        a.lostAttribution += b.lostAttribution
    }
}

/// Requests by hour. The hour of the last request stays open in place: lines come in order, so that the dictionary is
/// asked once an hour of the log, not once a line.
struct HourTable {
    private var closed: [UTCHour: HourCounts] = [:]
    private var open = HourCounts()
    private var hour = UTCHour.unknown

    init() {}

    @inline(__always)
    mutating func add(_ hour: UTCHour, isTagged: Bool, hasQuery: Bool) {
        if hour != self.hour { change(to: hour) }
        open.requests &+= 1
        open.tagged &+= isTagged ? 1 : 0
        open.withQuery &+= hasQuery ? 1 : 0
    }

    /// Adds what a request lost, which few do. The request itself is added besides.
    mutating func addLoss(_ hour: UTCHour, _ outcome: QueryOutcome) {
        if hour != self.hour { change(to: hour) }
        open.withRejection &+= 1
        open.lostAttribution &+= outcome.lostAttribution ? 1 : 0
    }

    /// Adds the counts of an hour.
    mutating func add(_ hour: UTCHour, _ counts: HourCounts) { closed[hour, default: HourCounts()] += counts }

    @inline(never)
    private mutating func change(to hour: UTCHour) {
        close()
        self.hour = hour
    }

    private mutating func close() {
        if open != HourCounts() { closed[hour, default: HourCounts()] += open }
        open = HourCounts()
    }

    /// Requests of the unknown hour. O(1).
    var unknownRequests: Int {
        Int(closed[.unknown]?.requests ?? 0) + (hour == .unknown ? Int(open.requests) : 0)
    }

    /// Bytes of the dictionary, about.
    var byteCount: Int { closed.count * 64 }

    /// Adds the counts of `other`, each hour's to what `target` makes of it.
    mutating func merge(_ other: HourTable, _ target: (UTCHour) -> UTCHour) {
        close()
        for (hour, counts) in other.closed { closed[target(hour), default: HourCounts()] += counts }
        if other.open != HourCounts() { closed[target(other.hour), default: HourCounts()] += other.open }
    }

    /// All hours in order, the unknown one last.
    func sorted() -> [(hour: UTCHour, counts: HourCounts)] {
        var all = self
        all.close()
        return all.closed.map { (hour: $0.key, counts: $0.value) }.sorted { $0.hour < $1.hour }
    }
}
