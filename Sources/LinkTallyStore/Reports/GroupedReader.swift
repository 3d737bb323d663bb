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

    /// SQL: sums by period.
    static func sumsSQL(_ source: String) -> String {
        "SELECT m.period, m.before, SUM(t.hits), SUM(t.errors) FROM \(source) GROUP BY m.period, m.before"
    }

    /// SQL: rows by period.
    static func rowsSQL(_ source: String) -> String {
        "SELECT m.period, m.before, t.link, t.codes, t.hits, t.errors FROM \(source) ORDER BY m.period"
    }

    private func sums(
        _ plan: PeriodPlan, _ totals: [Int64: PeriodTotals], _ body: (GroupedRow) throws -> Void
    ) throws {
        var counts: [Int64: GroupCounts] = [:]
        var rows = try LentRows(database, Self.sumsSQL(plan.source))
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
        var period: Int64?
        func emit() throws {
            guard let period else { return }
            for (key, counts) in Self.ordered(groups, limit) {
                let values = keys.values(key) { keys.links.texts[$0].first ?? "" }
                try body(GroupedRow(period: period, values: values, counts: counts, totals: nil))
            }
            groups.removeAll(keepingCapacity: true)
        }
        var rows = try LentRows(database, Self.rowsSQL(plan.source))
        while try rows.next() {
            if rows.number(0) != period {
                try emit()
                period = rows.number(0)
            }
            let key = keys.key(link: UInt64(keys.links[rows.number(2)]), codes: rows.number(3))
            groups[key, default: GroupCounts()].add(rows.count(4), rows.count(5), isBefore: rows.number(1) != 0)
            // About twice what an entry takes, since a dictionary grows by doubling.
            if groups.count * 96 > room { throw GroupNumbers.noRoom }
        }
        try emit()
    }

    private static func ordered(_ groups: [UInt64: GroupCounts], _ limit: Int?) -> [(key: UInt64, value: GroupCounts)] {
        guard let limit else { return groups.sorted { $0.key < $1.key } }
        let all = groups.sorted { ($1.value.hits, $1.value.before, $0.key) < ($0.value.hits, $0.value.before, $1.key) }
        return Array(all.prefix(limit))
    }
}
