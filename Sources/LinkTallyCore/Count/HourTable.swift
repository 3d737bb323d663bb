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
