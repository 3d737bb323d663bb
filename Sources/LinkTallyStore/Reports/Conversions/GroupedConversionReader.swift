import GRDB

/// Clicks and conversions by period and group: one pass in the order of periods, the groups of one period in memory.
///
/// Clicks and conversions count in the period of their own hour, and in the group of their five values. So does a link: that on
/// which the five values were clicked in all the time that is counted, with a comparison also the time before the range, so that
/// five values stand under the same link on both sides.
package struct GroupedConversionReader {
    private let database: Database
    private let question: GroupedQuestion
    private let goals: GoalLinks

    /// How many links of the store are each goal's.
    package var goalLinks: [Int] { goals.counts }

    /// Looks for the goals' links. O(links * goals).
    package init(_ snapshot: StoreSnapshot, _ goals: [Goal], _ question: GroupedQuestion) throws {
        database = snapshot.database
        self.question = question
        self.goals = try GoalLinks(goals, snapshot.database, maxMemory: question.maxMemory)
    }

    /// Calls `body` with each row: by period, by goal, then by the groups' values; where `limit` is given, of each period and
    /// goal those with the most conversions, then the most clicks. Without dimensions every period with a request has a row of
    /// each goal. O(attributions), and groups * log groups of each period and goal.
    package func forEachRow(limit: Int?, _ body: (ConversionRow) throws -> Void) throws {
        let plan = try PeriodPlan(database, question)
        let periods = try plan.write().keys.sorted()
        let keys = try ConversionKeys(database, question, from: plan.source, goals)
        var sums = ConversionSums(
            goals: goals.counts.count, room: question.maxMemory - goals.byteCount - keys.byteCount)
        // Periods in which nothing was attributed have no rows to come by.
        var others = (question.dimensions.isEmpty ? periods : [])[...]
        func emit(_ period: Int64) throws {
            for goal in goals.counts.indices {
                for (key, counts) in sums.rows(of: goal, limit: limit) {
                    try body(ConversionRow(period: period, goal: goal, values: keys.values(key), counts: counts))
                }
                if question.dimensions.isEmpty, !sums.has(0, goal) {
                    try body(ConversionRow(period: period, goal: goal, values: [], counts: ConversionCounts()))
                }
            }
            sums.removeAll()
        }
        func emitOthers(before period: Int64?) throws {
            while let other = others.first, period.map({ other < $0 }) ?? true { try emit(others.removeFirst()) }
            if others.first == period { others = others.dropFirst() }
        }
        var period: Int64?
        var rows = try LentRows(database, Self.sql(plan.source))
        while try rows.next() {
            if rows.number(0) != period {
                if let period { try emit(period) }
                try emitOthers(before: rows.number(0))
                period = rows.number(0)
            }
            try sums.add(
                rows.count(4), keys.key(of: rows.number(3)), goal: goals[rows.number(2)], isBefore: rows.number(1) != 0)
        }
        if let period { try emit(period) }
        try emitOthers(before: nil)
    }

    /// SQL: rows by period.
    static func sql(_ source: String) -> String {
        "SELECT m.period, m.before, t.link, t.codes, t.hits FROM \(source) ORDER BY m.period"
    }
}
