import GRDB

/// The groups of a report on conversions: a link is the one on which five values were clicked.
struct ConversionKeys {
    private let keys: GroupKeys
    /// nil where links are not told apart.
    private let clicked: ClickedLinks?

    /// Bytes of all.
    var byteCount: Int { keys.byteCount + (clicked?.byteCount ?? 0) }

    /// The groups of `question` in the attributions that `source` names. O(attributions), O(links * log links) and
    /// O(codes * log codes).
    init(_ database: Database, _ question: GroupedQuestion, from source: String, _ goals: GoalLinks) throws {
        let room = question.maxMemory - goals.byteCount
        keys = try GroupKeys(database, question.dimensions, maxMemory: room)
        clicked =
            question.dimensions.contains(.link)
            ? try ClickedLinks(database, from: source, goals, maxMemory: room - keys.byteCount) : nil
    }

    /// The group of the five values with this number in the store. O(1).
    func key(of codes: Int64) -> UInt64 { keys.key(link: link(of: codes), codes: codes) }

    private func link(of codes: Int64) -> UInt64 {
        guard let clicked else { return 0 }
        return switch clicked[codes] {
        case .one(let number): UInt64(keys.links[number])
        // Behind all links.
        case .several: UInt64(keys.links.texts.count)
        case .none: UInt64(keys.links.texts.count + 1)
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
