import GRDB

/// The groups of a report, as numbers that stand in the order of the groups' values.
struct GroupKeys {
    private let dimensions: [GroupDimension]
    /// The dimension that is named first is what groups are ordered by first.
    private let isLinkFirst: Bool
    private let codes: GroupNumbers
    /// One group for all where links are not told apart.
    let links: GroupNumbers

    /// Bytes of all.
    var byteCount: Int { codes.byteCount + links.byteCount }

    /// Numbers all links and five values that a group can have. O(links * log links) and O(codes * log codes).
    init(_ database: Database, _ dimensions: [GroupDimension], maxMemory: Int) throws {
        self.dimensions = dimensions
        isLinkFirst = dimensions.first == .link
        links =
            dimensions.contains(.link)
            ? try GroupNumbers(database, table: "link", columns: ["link"], maxMemory: maxMemory)
            : GroupNumbers()
        let columns = dimensions.filter { $0 != .link }.map(\.rawValue)
        codes =
            columns.isEmpty
            ? GroupNumbers()
            : try GroupNumbers(database, table: "codes", columns: columns, maxMemory: maxMemory - links.byteCount)
    }

    /// The group of the five values with this number in the store, and of a link by its number among `links`. O(1).
    func key(link: UInt64, codes: Int64) -> UInt64 {
        let values = UInt64(self.codes[codes])
        return isLinkFirst ? link << 32 | values : values << 32 | link
    }

    /// The values of a group, in the order of the dimensions; `link` gives the text of a link. O(dimensions).
    func values(_ key: UInt64, link: (Int) -> String) -> [String] {
        let (high, low) = (Int(key >> 32), Int(key & 0xFFFF_FFFF))
        var values = codes.texts[isLinkFirst ? low : high][...]
        return dimensions.map { $0 == .link ? link(isLinkFirst ? high : low) : values.popFirst() ?? "" }
    }
}
