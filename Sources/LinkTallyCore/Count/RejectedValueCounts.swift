/// Counters of a rejected value over all links.
struct RejectedValueCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Links that have it.
    var links: UInt32 = 0
    /// The link of the example.
    var link: UInt32 = 0
    /// The first line of all.
    var example = LinePlace(input: .max, segment: .max, line: .max)

    /// Adds a rejection row with this value.
    mutating func add(_ row: RejectionCounts, link: UInt32) {
        hits += row.hits
        links += 1
        if row.example < example {
            example = row.example
            self.link = link
        }
    }
}
