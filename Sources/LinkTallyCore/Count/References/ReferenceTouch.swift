/// Counters of a reference, and its first request: the earliest in time, ties by input order, then line.
struct ReferenceTouch: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Seconds since 0001-01-01T00:00:00 of the first request; unknown times are later than all others.
    var second: Int64 = .max
    var place = LinePlace(input: .max, segment: .max, line: .max)
    /// The attribution row of the first request: hour, link and values, which may have no hits.
    var row: UInt32 = 0

    /// Whether this first request is earlier than that of `other`.
    func isEarlier(than other: ReferenceTouch) -> Bool { (second, place) < (other.second, other.place) }

    /// Adds the hits of `other` and keeps the earlier first request.
    mutating func merge(_ other: ReferenceTouch) {
        let total = hits + other.hits
        if other.isEarlier(than: self) { self = other }
        hits = total
    }
}
