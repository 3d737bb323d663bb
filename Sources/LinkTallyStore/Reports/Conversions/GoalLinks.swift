import GRDB
import LinkTallyCore

/// Which links of a store are goals. A link that several goals fit is the first one's.
struct GoalLinks {
    /// Calls `body` with each link that is a goal: its number, and the goal's place among the goals. O(links * goals).
    static func forEach(_ goals: [Goal], _ database: Database, _ body: (_ link: Int64, _ goal: Int) throws -> Void)
        throws
    {
        var links = try LentRows(database, "SELECT id, link FROM link")
        while try links.next() {
            let goal = links.withText(1) { first(goals, fitting: $0) }
            if let goal { try body(links.number(0), goal) }
        }
    }

    // A loop: a span cannot be lent to a closure of firstIndex.
    private static func first(_ goals: [Goal], fitting link: RawSpan) -> Int? {
        for (index, goal) in goals.enumerated() where goal.pattern.matches(link: link) { return index }
        return nil
    }

    /// How many links each goal has.
    private(set) var counts: [Int]
    private var goals = NumberTable()

    /// Bytes of all.
    var byteCount: Int { goals.byteCount }

    init(_ goals: [Goal], _ database: Database, maxMemory: Int) throws {
        counts = goals.map { _ in 0 }
        try Self.forEach(goals, database) { link, goal in
            counts[goal] += 1
            try self.goals.set(link, to: UInt32(goal + 1), maxMemory: maxMemory)
        }
    }

    /// The goal of the link with this number, if it is one. O(1).
    subscript(link: Int64) -> Int? {
        let goal = goals[link]
        return goal == 0 ? nil : Int(goal) - 1
    }
}
