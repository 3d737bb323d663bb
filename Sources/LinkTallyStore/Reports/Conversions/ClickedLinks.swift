import GRDB

/// On which link each five values were clicked.
struct ClickedLinks {
    /// The link of five values, by numbers of the store.
    enum Place: Equatable {
        case one(Int64)
        case several
        case none
    }

    private static let several = UInt32.max
    private var links = NumberTable()

    /// Bytes of all.
    var byteCount: Int { links.byteCount }

    /// Looks at all attributions that `source` names. O(attributions).
    init(_ database: Database, from source: String, _ goals: GoalLinks, maxMemory: Int) throws {
        var rows = try LentRows(database, Self.sql(source))
        while try rows.next() {
            let (link, codes) = (rows.number(0), rows.number(1))
            guard goals[link] == nil else { continue }
            let before = links[codes]
            // Numbers are given from 1 on, one by one, so that there is none that is too large.
            let link32 = UInt32(clamping: link)
            if before != link32, before != Self.several {
                try links.set(codes, to: before == 0 ? link32 : Self.several, maxMemory: maxMemory)
            }
        }
    }

    static func sql(_ source: String) -> String { "SELECT t.link, t.codes FROM \(source)" }

    /// The link of the five values with this number. O(1).
    subscript(codes: Int64) -> Place {
        switch links[codes] {
        case 0: .none
        case Self.several: .several
        case let link: .one(Int64(link))
        }
    }
}
