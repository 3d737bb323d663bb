import GRDB
import LinkTallyCore

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

/// Numbers for the groups that rows of a table fall into, in the bytewise order of their texts.
struct GroupNumbers {
    /// The texts of each group.
    private(set) var texts: [[String]] = []
    /// By the table's own number; 0 where it has none such.
    private var groups = NumberTable()
    private var textBytes = 0

    /// Bytes of all.
    var byteCount: Int { textBytes + groups.byteCount }

    /// One group for all.
    init() { texts = [[]] }

    /// The groups of `columns` in `table`. O(rows * log rows).
    init(_ database: Database, table: String, columns: [String], maxMemory: Int) throws {
        let list = columns.joined(separator: ", ")
        var rows = try LentRows(database, "SELECT id, \(list) FROM \(table) ORDER BY \(list)")
        while try rows.next() {
            let texts = columns.indices.map { rows.text($0 + 1) }
            if texts != self.texts.last {
                self.texts.append(texts)
                textBytes += texts.reduce(48) { $0 + 32 + $1.utf8.count }
            }
            try groups.set(rows.number(0), to: UInt32(self.texts.count - 1), maxMemory: maxMemory - textBytes)
        }
        if byteCount > maxMemory { throw Self.noRoom }
    }

    /// The group of the row with this number. O(1).
    subscript(id: Int64) -> UInt32 { groups[id] }

    /// What is said where there are too many groups.
    static var noRoom: StoreError {
        .failed("has more groups than --max-memory has room for; group by less, or give more memory")
    }
}

/// Numbers by the numbers that a table of the store gives its rows; 0 where none was set.
struct NumberTable {
    private var numbers: [UInt32] = []

    /// Bytes of all.
    var byteCount: Int { numbers.count * MemoryLayout<UInt32>.size }

    /// The number of row `id`. O(1).
    subscript(id: Int64) -> UInt32 { id >= 0 && id < numbers.count ? numbers[Int(id)] : 0 }

    /// Sets the number of row `id`; throws where there would be more than `maxMemory` bytes. O(1), amortized.
    mutating func set(_ id: Int64, to number: UInt32, maxMemory: Int) throws {
        let room = maxMemory / MemoryLayout<UInt32>.size
        guard let id = Int(exactly: id), id >= 0, id < room else { throw GroupNumbers.noRoom }
        if id >= numbers.count {
            let count = max(id + 1, min(numbers.count * 2, room))
            numbers += repeatElement(0, count: count - numbers.count)
        }
        numbers[id] = number
    }
}
