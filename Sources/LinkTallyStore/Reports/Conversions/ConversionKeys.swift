import GRDB

/// The groups of a report on conversions, as numbers that stand in the order of the groups' values.
struct ConversionKeys {
    private let dimensions: [GroupDimension]
    private let codes: GroupNumbers
    private let links: GroupNumbers
    /// nil where links are not told apart.
    private let clicked: ClickedLinks?

    /// Bytes of all.
    var byteCount: Int { codes.byteCount + links.byteCount + (clicked?.byteCount ?? 0) }

    /// The groups of `question` in the attributions that `source` names. O(attributions), O(links * log links) and
    /// O(codes * log codes).
    init(_ database: Database, _ question: GroupedQuestion, from source: String, _ goals: GoalLinks) throws {
        dimensions = question.dimensions
        let columns = dimensions.filter { $0 != .link }.map(\.rawValue)
        let room = question.maxMemory - goals.byteCount
        codes =
            columns.isEmpty
            ? GroupNumbers() : try GroupNumbers(database, table: "codes", columns: columns, maxMemory: room)
        guard dimensions.contains(.link) else {
            (links, clicked) = (GroupNumbers(), nil)
            return
        }
        links = try GroupNumbers(
            database, table: "link", columns: ["link"], maxMemory: room - codes.byteCount)
        clicked = try ClickedLinks(
            database, from: source, goals, maxMemory: room - codes.byteCount - links.byteCount)
    }

    /// The group of the five values with this number in the store. O(1).
    func key(of codes: Int64) -> UInt64 {
        let values = UInt64(self.codes[codes])
        guard let clicked else { return values }
        let link: UInt64
        switch clicked[codes] {
        case .one(let number): link = UInt64(links[number])
        // Behind all links.
        case .several: link = UInt64(links.texts.count)
        case .none: link = UInt64(links.texts.count + 1)
        }
        // The dimension that is named first is what groups are ordered by first.
        return dimensions.first == .link ? link << 32 | values : values << 32 | link
    }

    /// The values of a group, in the order of the dimensions. O(dimensions).
    func values(_ key: UInt64) -> [String] {
        let (high, low) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
        let isLinkFirst = dimensions.first == .link
        var values = codes.texts[clicked == nil || isLinkFirst ? low : high][...]
        return dimensions.map { $0 == .link ? link(isLinkFirst ? high : low).text : values.popFirst() ?? "" }
    }

    private func link(_ number: Int) -> ClickedLink {
        switch number - links.texts.count {
        case 0: .several
        case 1: .none
        default: .one(links.texts[number].first ?? "")
        }
    }
}
