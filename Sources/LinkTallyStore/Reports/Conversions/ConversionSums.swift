/// Clicks and conversions of one period, by group.
struct ConversionSums {
    private struct Hits {
        var now: UInt64 = 0
        var before: UInt64 = 0

        mutating func add(_ hits: UInt64, isBefore: Bool) {
            if isBefore { before += hits } else { now += hits }
        }
    }

    private var clicks: [UInt64: Hits] = [:]
    /// Of each goal.
    private var conversions: [[UInt64: Hits]]
    /// Entries of all.
    private let maxEntries: Int

    /// Sums that take about `room` bytes at most.
    init(goals: Int, room: Int) {
        conversions = Array(repeating: [:], count: goals)
        // About twice what an entry takes, since a dictionary grows by doubling; and once more for the list of rows.
        maxEntries = max(room, 0) / 128
    }

    /// Adds hits of a group: conversions of a goal, else clicks. O(goals).
    mutating func add(_ hits: UInt64, _ key: UInt64, goal: Int?, isBefore: Bool) throws {
        if let goal {
            conversions[goal][key, default: Hits()].add(hits, isBefore: isBefore)
        } else {
            clicks[key, default: Hits()].add(hits, isBefore: isBefore)
        }
        if conversions.reduce(clicks.count, { $0 + $1.count }) > maxEntries { throw GroupNumbers.noRoom }
    }

    /// Whether a group has clicks, or conversions of a goal. O(1).
    func has(_ key: UInt64, _ goal: Int) -> Bool { clicks[key] != nil || conversions[goal][key] != nil }

    /// The groups with clicks, or conversions of a goal: by number; where `limit` is given those with the most conversions, then
    /// the most clicks. O(groups * log groups).
    func rows(of goal: Int, limit: Int?) -> [(key: UInt64, value: ConversionCounts)] {
        var rows = clicks.map { key, hits in (key: key, value: counts(hits, conversions[goal][key])) }
        for (key, hits) in conversions[goal] where clicks[key] == nil { rows.append((key, counts(nil, hits))) }
        guard let limit else { return rows.sorted { $0.key < $1.key } }
        return Array(rows.sorted(by: Self.isLarger).prefix(limit))
    }

    mutating func removeAll() {
        clicks.removeAll(keepingCapacity: true)
        for goal in conversions.indices { conversions[goal].removeAll(keepingCapacity: true) }
    }

    private func counts(_ clicks: Hits?, _ conversions: Hits?) -> ConversionCounts {
        ConversionCounts(
            clicks: clicks?.now ?? 0, conversions: conversions?.now ?? 0, clicksBefore: clicks?.before ?? 0,
            conversionsBefore: conversions?.before ?? 0)
    }

    private static func isLarger(
        _ one: (key: UInt64, value: ConversionCounts), _ other: (key: UInt64, value: ConversionCounts)
    ) -> Bool {
        let (a, b) = (one.value, other.value)
        return (a.conversions, a.clicks, a.conversionsBefore, a.clicksBefore, other.key)
            > (b.conversions, b.clicks, b.conversionsBefore, b.clicksBefore, one.key)
    }
}

/// Clicks, and conversions with the same five values.
package struct ConversionCounts: Sendable, Equatable {
    /// Attributed hits on links that are no goal.
    package var clicks: UInt64
    /// Attributed hits on the goal's links.
    package var conversions: UInt64
    /// Clicks of the period before.
    package var clicksBefore: UInt64
    /// Conversions of the period before.
    package var conversionsBefore: UInt64

    package init(
        clicks: UInt64 = 0, conversions: UInt64 = 0, clicksBefore: UInt64 = 0, conversionsBefore: UInt64 = 0
    ) {
        self.clicks = clicks
        self.conversions = conversions
        self.clicksBefore = clicksBefore
        self.conversionsBefore = conversionsBefore
    }
}
