/// Reads the texts of `BotPatterns` and chooses what they are found by.
struct BotListBuilder {
    private(set) var bytes: [UInt8] = []
    private(set) var patterns: [BotPattern] = []
    private(set) var groups = BotGroups()
    private(set) var first = [UInt16](repeating: BotPattern.none, count: BotPattern.bucketCount)
    private var bucketSizes = [UInt16](repeating: 0, count: BotPattern.bucketCount)

    init(_ text: StaticString) {
        let source = Array(text.description.utf8)
        for line in source.split(separator: UInt8(ascii: "\n")) {
            let cells = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2).map(Array.init)
            let text = add(cells[0])
            let more = cells.count > 2 ? add(cells[2]) : 0..<0
            let name = cells.count > 1 ? String(decoding: cells[1], as: UTF8.self) : ""
            patterns.append(BotPattern(text: text, condition: Self.condition(name, more)))
        }
    }

    private mutating func add(_ text: [UInt8]) -> Range<Int> {
        bytes += text
        return bytes.count - text.count..<bytes.count
    }

    private static func condition(_ name: String, _ more: Range<Int>) -> BotPattern.Condition {
        switch name {
        case "": .none
        case "start": .atStart
        case "end": .atEnd
        case "notdash": .beforeNoDash
        case "later": .before(more)
        case "digits": .beforeDigits(more)
        default: preconditionFailure("BotPatterns has the unknown condition '\(name)'")
        }
    }

    /// What stands in the user agents of many browsers.
    private static let common = """
        Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 \
        Edg/120.0 OPR/106.0 Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.2 Safari/605.1.15 Mozilla/5.0 \
        (iPhone; CPU iPhone OS 17_2 like Mac OS X) Mobile/15E148 Mozilla/5.0 (iPad; Linux; Android 10; K) Mobile Safari \
        Build/ SamsungBrowser/23.0 Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0 \
        Mozilla/4.0 (compatible; MSIE 8.0; Trident/7.0) Instagram [FBAN/FBIOS;FBDV/] Opera/9.80 Presto CrOS
        """

    /// Chooses the texts' anchors. O(texts).
    mutating func addAnchors() {
        let common = Array(Self.common.utf8)
        let commonGroups = Set((0...common.count - 4).map { Self.group(common, at: $0) })
        for number in patterns.indices { addAnchor(number, commonGroups) }
    }

    /// Adds a text: by five bytes that are rare, and where there are several such, by those with the fewest others.
    private mutating func addAnchor(_ number: Int, _ commonGroups: Set<UInt32>) {
        let text = patterns[number].text
        precondition(text.count >= BotPattern.shortest)
        var anchor = text.lowerBound
        var size = UInt16.max
        if text.count > 5 {
            var isRare = !commonGroups.contains(Self.group(bytes, at: text.lowerBound))
            for place in text.lowerBound...text.upperBound - 5 {
                let isNextRare = !commonGroups.contains(Self.group(bytes, at: place + 1))
                let placeSize = bucketSizes[bucket(place)]
                if isRare, isNextRare, placeSize < size { (anchor, size) = (place, placeSize) }
                isRare = isNextRare
            }
        }
        patterns[number].anchor = anchor - text.lowerBound
        patterns[number].next = first[bucket(anchor)]
        first[bucket(anchor)] = UInt16(number)
        bucketSizes[bucket(anchor)] += 1
        addGroups(anchor, text.upperBound)
    }

    /// Adds the groups that one finds where the anchor stands.
    private mutating func addGroups(_ anchor: Int, _ end: Int) {
        // Where it stands at a group: its first four bytes. Where it stands a byte before one: those behind the first.
        for start in [anchor, anchor + 1] where start + 4 <= end { groups.insert(Self.group(bytes, at: start)) }
        // Three bytes: all that may stand behind them.
        guard end - anchor <= 4 else { return }
        let three = Self.group(bytes[end - 3..<end] + [0], at: 0)
        for other in 0...255 as ClosedRange<UInt32> { groups.insert(other << 24 | three) }
        // Of a text of three bytes, only two would be in the group behind its start: the one before has them all.
        if end - anchor == 3 {
            for other in 0...255 as ClosedRange<UInt32> { groups.insert(three << 8 | other) }
        }
    }

    private func bucket(_ place: Int) -> Int { BotPattern.bucket(bytes[place], bytes[place + 1], bytes[place + 2]) }

    /// Four bytes, the first one lowest.
    private static func group(_ bytes: some RandomAccessCollection<UInt8>, at index: Int) -> UInt32 {
        let start = bytes.index(bytes.startIndex, offsetBy: index)
        return bytes[start...].prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// A set of groups of four bytes, some of which are in it that were not inserted: two bits for each.
struct BotGroups: Sendable {
    private var words = [UInt64](repeating: 0, count: 8192)

    /// O(1).
    mutating func insert(_ group: UInt32) {
        let hash = Self.hash(group)
        words[Int(hash &>> 19)] |= 1 << UInt64(hash &>> 13 & 63) | 1 << UInt64(hash &>> 7 & 63)
    }

    /// Whether `group` may be in the set. O(1).
    @inline(__always)
    func mayContain(_ group: UInt32) -> Bool { Self.bit(UInt64(group), words.span) & 1 == 1 }

    /// Whether one of the seven groups at even offsets in sixteen bytes may be in the set. O(1).
    @inline(__always)
    func mayContainOne(of low: UInt64, _ high: UInt64) -> Bool {
        let words = words.span
        let hits =
            Self.bit(low, words) | Self.bit(low &>> 16, words) | Self.bit(low &>> 32, words)
            | Self.bit(low &>> 48 | high &<< 16, words) | Self.bit(high, words) | Self.bit(high &>> 16, words)
            | Self.bit(high &>> 32, words)
        return hits & 1 == 1
    }

    /// 1 in the lowest bit where both bits of the group in the lower half are set.
    @inline(__always)
    private static func bit(_ group: UInt64, _ words: Span<UInt64>) -> UInt64 {
        let hash = hash(UInt32(truncatingIfNeeded: group))
        let bits = words[Int(hash &>> 19)]
        return bits &>> UInt64(hash &>> 13 & 63) & bits &>> UInt64(hash &>> 7 & 63)
    }

    /// Thirteen bits choose a word, two times six a bit in it.
    @inline(__always)
    private static func hash(_ group: UInt32) -> UInt32 { group &* 0x9E37_79B1 }
}
