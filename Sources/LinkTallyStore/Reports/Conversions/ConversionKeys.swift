import GRDB

/// The groups of a report on conversions: a link is the one on which five values were clicked.
struct ConversionKeys {
    private let keys: GroupKeys
    /// The number of the link on which codes were clicked, by the number of the codes; 0 where they were not. nil where links are
    /// not told apart.
    private var clicked: NumberTable?

    /// Stands in `clicked` for more than one link.
    private static let several = UInt32.max

    /// Bytes of all.
    var byteCount: Int { keys.byteCount + (clicked?.byteCount ?? 0) }

    /// The groups of `question` in the attributions that `source` names. O(attributions), O(links * log links) and
    /// O(codes * log codes).
    init(_ database: Database, _ question: GroupedQuestion, from source: String, _ goals: GoalLinks) throws {
        let room = question.maxMemory - goals.byteCount
        keys = try GroupKeys(database, question.dimensions, maxMemory: room)
        guard question.dimensions.contains(.link) else { return }
        clicked = try Self.clickedLinks(database, from: source, goals, maxMemory: room - keys.byteCount)
    }

    private static func clickedLinks(
        _ database: Database, from source: String, _ goals: GoalLinks, maxMemory: Int
    ) throws -> NumberTable {
        var links = NumberTable()
        var rows = try LentRows(database, "SELECT t.link, t.codes FROM \(source)")
        while try rows.next() {
            guard goals[rows.number(0)] == nil else { continue }
            // Links are numbered from 1 on, one by one, so that no number is too large.
            let (link, codes) = (UInt32(clamping: rows.number(0)), rows.number(1))
            let before = links[codes]
            if before != link, before != several {
                try links.set(codes, to: before == 0 ? link : several, maxMemory: maxMemory)
            }
        }
        return links
    }

    /// The group of the five values with this number in the store. O(1).
    func key(of codes: Int64) -> UInt64 { keys.key(link: link(of: codes), codes: codes) }

    /// The number of a link among the groups' links; several links and no link are numbered behind all others.
    private func link(of codes: Int64) -> UInt64 {
        guard let clicked else { return 0 }
        return switch clicked[codes] {
        case Self.several: UInt64(keys.links.texts.count)
        case 0: UInt64(keys.links.texts.count + 1)
        case let link: UInt64(keys.links[Int64(link)])
        }
    }

    /// The values of a group, in the order of the dimensions. O(dimensions).
    func values(_ key: UInt64) -> [String] { keys.values(key) { link($0).text } }

    private func link(_ number: Int) -> ClickedLink {
        switch number - keys.links.texts.count {
        case 0: .several
        case 1: .none
        default: .one(keys.links.texts[number].first ?? "")
        }
    }
}

/// The link that conversions are put down to.
package enum ClickedLink: Sendable, Equatable {
    /// The one link on which the five values were clicked.
    case one(String)
    /// The five values were clicked on several links, so that nobody knows which one led to the conversion.
    case several
    /// The five values were not clicked in the time that is counted.
    case none

    /// The link, or a name in parentheses: a link begins with a host or a slash, so that it is none of these.
    package var text: String {
        switch self {
        case .one(let link): link
        case .several: "(several links)"
        case .none: "(not clicked)"
        }
    }
}
