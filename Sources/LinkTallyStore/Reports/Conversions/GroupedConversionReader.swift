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
        func emit(_ period: Int64, _ sums: ConversionSums) throws {
            for goal in goals.counts.indices {
                for (key, counts) in sums.rows(of: goal, limit: limit) {
                    try body(ConversionRow(period: period, goal: goal, values: keys.values(key), counts: counts))
                }
                if question.dimensions.isEmpty, !sums.has(0, goal) {
                    try body(ConversionRow(period: period, goal: goal, values: [], counts: ConversionCounts()))
                }
            }
        }
        // Periods in which nothing was attributed stand in no row of attributions.
        let nothing = ConversionSums(goals: goals.counts.count, room: 0)
        var others = (question.dimensions.isEmpty ? periods : [])[...]
        try plan.forEachAttribution {
            try sums.add($0.hits, keys.key(of: $0.codes), goal: goals[$0.link], isBefore: $0.isBefore)
        } endPeriod: { period in
            while let other = others.first, other <= period {
                others.removeFirst()
                if other < period { try emit(other, nothing) }
            }
            try emit(period, sums)
            sums.removeAll()
        }
        for other in others { try emit(other, nothing) }
    }
}

/// Clicks and conversions of one group in one period.
package struct ConversionRow: Sendable, Equatable {
    /// The Unix hour in which the period begins; that of the unknown hour for what has no time.
    package let period: Int64
    /// The goal's place among the goals.
    package let goal: Int
    /// The group's values, in the order of the question's dimensions; empty where nothing was accepted. A link is the text of a
    /// `ClickedLink`.
    package let values: [String]
    package let counts: ConversionCounts
}
