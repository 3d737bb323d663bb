import GRDB
import LinkTallyCore

/// Links that are reached after a payment: hits on them are conversions.
package struct Goal: Sendable {
    package let name: String
    package let pattern: LinkPattern

    /// Reads `NAME=GLOB`, or a glob alone, which is then the name, too. A name has letters, digits, dashes and underscores, so
    /// that an equals sign of a path begins none.
    package init(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isNamed = parts.count == 2 && !parts[0].isEmpty && parts[0].utf8.allSatisfy(Self.isNameByte)
        name = isNamed ? String(parts[0]) : text
        pattern = LinkPattern(isNamed ? String(parts[1]) : text)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Which links of a store are goals. A link that several goals fit is the first one's.
struct GoalLinks {
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
}
