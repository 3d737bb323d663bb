import GRDB
import LinkTallyCore

/// Attributions by period and group, out of the rollup by day where that can answer, else out of the rows by hour: one pass
/// in the order of periods, the groups of one period in memory.
package struct GroupedReader {
    private let database: Database
    private let question: GroupedQuestion

    package init(_ snapshot: StoreSnapshot, _ question: GroupedQuestion) {
        database = snapshot.database
        self.question = question
    }

    /// Calls `body` with each row: by period, then by the groups' values; where `limit` is given, of each period those with
    /// the most hits. O(attributions), and groups * log groups of each period.
    package func forEachRow(limit: Int?, _ body: (GroupedRow) throws -> Void) throws {
        let plan = try PeriodPlan(database, question)
        let totals = try plan.write()
        if question.dimensions.isEmpty {
            try sums(plan, totals, body)
        } else {
            try groups(plan, limit, body)
        }
    }

    private func sums(
        _ plan: PeriodPlan, _ totals: [Int64: PeriodTotals], _ body: (GroupedRow) throws -> Void
    ) throws {
        var counts: [Int64: GroupCounts] = [:]
        var rows = try LentRows(
            database,
            "SELECT m.period, m.before, SUM(t.hits), SUM(t.errors) FROM \(plan.source) GROUP BY m.period, m.before")
        while try rows.next() {
            counts[rows.number(0), default: GroupCounts()].add(
                rows.count(2), rows.count(3), isBefore: rows.number(1) != 0)
        }
        for (period, totals) in totals.sorted(by: { $0.key < $1.key }) {
            try body(GroupedRow(period: period, values: [], counts: counts[period] ?? GroupCounts(), totals: totals))
        }
    }

    private func groups(_ plan: PeriodPlan, _ limit: Int?, _ body: (GroupedRow) throws -> Void) throws {
        let keys = try GroupKeys(database, question.dimensions, maxMemory: question.maxMemory)
        let room = question.maxMemory - keys.byteCount
        var groups: [UInt64: GroupCounts] = [:]
        try plan.forEachAttribution {
            let key = keys.key(link: UInt64(keys.links[$0.link]), codes: $0.codes)
            groups[key, default: GroupCounts()].add($0.hits, $0.errors, isBefore: $0.isBefore)
            // About twice what an entry takes, since a dictionary grows by doubling.
            if groups.count * 96 > room { throw GroupNumbers.noRoom }
        } endPeriod: { period in
            for (key, counts) in Self.ordered(groups, limit) {
                let values = keys.values(key) { keys.links.texts[$0].first ?? "" }
                try body(GroupedRow(period: period, values: values, counts: counts, totals: nil))
            }
            groups.removeAll(keepingCapacity: true)
        }
    }

    private static func ordered(_ groups: [UInt64: GroupCounts], _ limit: Int?) -> [(key: UInt64, value: GroupCounts)] {
        guard let limit else { return groups.sorted { $0.key < $1.key } }
        let all = groups.sorted { ($1.value.hits, $1.value.before, $0.key) < ($0.value.hits, $0.value.before, $1.key) }
        return Array(all.prefix(limit))
    }
}

/// Attributions of one group in one period.
package struct GroupedRow: Sendable, Equatable {
    /// The Unix hour in which the period begins; that of the unknown hour for what has no time.
    package let period: Int64
    /// The group's values, in the order of the question's dimensions; empty where nothing was accepted.
    package let values: [String]
    package let counts: GroupCounts
    /// Requests of the period; nil where groups are told apart.
    package let totals: PeriodTotals?
}

/// Attributed hits of a group.
package struct GroupCounts: Sendable, Equatable {
    package var hits: UInt64 = 0
    /// Hits with a status of 400 or more.
    package var errors: UInt64 = 0
    /// Hits of the period before.
    package var before: UInt64 = 0

    package init(hits: UInt64 = 0, errors: UInt64 = 0, before: UInt64 = 0) {
        self.hits = hits
        self.errors = errors
        self.before = before
    }

    mutating func add(_ hits: UInt64, _ errors: UInt64, isBefore: Bool) {
        if isBefore {
            before += hits
        } else {
            self.hits += hits
            self.errors += errors
        }
    }
}
