/// Tells whether a user agent is that of a bot: whether one of some 1,500 texts stands in it.
///
/// Nearly always none does, and what costs is to know that. Pieces of sixteen bytes that were seen before are passed over;
/// in others every second group of four bytes is looked up in a set of bits. Of each text five bytes are chosen that are rare
/// in browsers' user agents, its anchor, and wherever they stand, one such group lies in them, or (texts of three and four
/// bytes) in them and one byte beside them, for which all values are in the set. Only where the bits of a group are set are
/// texts compared.
struct BotList: ~Copyable, Sendable {
    /// The list that `BotPatterns` has; made when it is first asked for.
    static let standard = BotList(BotPatterns.text)

    /// Where user agents are cut into pieces, and how far the next piece is: its groups go on where those of this one end.
    private static let pieceSize = 16
    private static let pieceStride = 14

    private let bytes: [UInt8]
    private let patterns: [BotPattern]
    private let groups: BotGroups
    /// By a hash of the three bytes at their anchor: the first text; for each text the next one.
    private let first: [UInt16]

    /// Reads a list in the form that `BotPatterns` describes. O(text).
    init(_ text: StaticString) {
        var builder = BotListBuilder(text)
        builder.addAnchors()
        (bytes, patterns, groups, first) = (builder.bytes, builder.patterns, builder.groups, builder.first)
    }

    /// Whether the user agent in `range` is a bot's. O(range).
    func hasMatch(in agent: RawSpan, _ range: Range<Int>, memo: inout BotMemo) -> Bool {
        let last = range.upperBound &- Self.pieceSize
        guard last >= range.lowerBound else {
            for place in range where hasMatch(at: place, in: agent, range) { return true }
            return false
        }
        var index = range.lowerBound
        while true {
            let (low, high) = (agent.word64(at: index), agent.word64(at: index &+ 8))
            let hash = memo.hash(low, high)
            if memo.verdict(hash) == nil {
                if groups.mayContainOne(of: low, high) { return hasMatch(in: agent, range, from: index, memo: &memo) }
                memo.insert(hash, isBot: false)
            }
            if index == last { return false }
            index = min(index &+ Self.pieceStride, last)
        }
    }

    /// Whether the user agent in `range` is a bot's, where the pieces before `start` have nothing in them. O(range).
    @inline(never)
    private func hasMatch(in agent: RawSpan, _ range: Range<Int>, from start: Int, memo: inout BotMemo) -> Bool {
        let hash = memo.hash(agent, range)
        if let isBot = memo.verdict(hash) { return isBot }
        // As in pieces: every second group, and the last one.
        let last = range.upperBound &- 4
        var isBot = false
        var group = start
        while !isBot {
            if groups.mayContain(agent.word32(at: group)) {
                var place = max(group &- 1, range.lowerBound)
                while !isBot, place <= group &+ 1 {
                    isBot = hasMatch(at: place, in: agent, range)
                    place &+= 1
                }
            }
            if group == last { break }
            group = min(group &+ 2, last)
        }
        memo.insert(hash, isBot: isBot)
        return isBot
    }

    /// Whether a text has its anchor at `place`.
    private func hasMatch(at place: Int, in agent: RawSpan, _ range: Range<Int>) -> Bool {
        guard place &+ BotPattern.shortest <= range.upperBound else { return false }
        let bucket = BotPattern.bucket(
            agent.byte(at: place), agent.byte(at: place &+ 1), agent.byte(at: place &+ 2))
        var number = first[bucket]
        while number != BotPattern.none {
            let (text, anchor) = (patterns[Int(number)].text, patterns[Int(number)].anchor)
            let start = place &- anchor
            let end = start &+ text.count
            if start >= range.lowerBound, end <= range.upperBound, stands(text, at: start, in: agent),
                holds(patterns[Int(number)].condition, start..<end, in: agent, range)
            {
                return true
            }
            number = patterns[Int(number)].next
        }
        return false
    }

    /// Whether the condition of a text that stands at `place` holds.
    @inline(never)
    private func holds(
        _ condition: BotPattern.Condition, _ place: Range<Int>, in agent: RawSpan, _ range: Range<Int>
    ) -> Bool {
        switch condition {
        case .none: return true
        case .atStart: return place.lowerBound == range.lowerBound
        case .atEnd: return place.upperBound == range.upperBound
        case .beforeNoDash:
            return place.upperBound < range.upperBound && agent.byte(at: place.upperBound) != UInt8(ascii: "-")
        case .before(let more):
            var start = place.upperBound
            while start + more.count <= range.upperBound {
                if stands(more, at: start, in: agent) { return true }
                start += 1
            }
            return false
        case .beforeDigits(let more):
            var index = place.upperBound
            while index < range.upperBound, agent.byte(at: index) &- 0x30 < 10 { index += 1 }
            return index > place.upperBound && index + more.count <= range.upperBound
                && stands(more, at: index, in: agent)
        }
    }

    /// Whether the bytes of `text` stand at `start`; there must be as many.
    @inline(__always)
    private func stands(_ text: Range<Int>, at start: Int, in agent: RawSpan) -> Bool {
        agent.equals(start..<start &+ text.count, bytes.rawSpan.extracting(text))
    }
}

/// One text that tells a bot's user agent, and what else must be so.
struct BotPattern: Sendable {
    enum Condition: Sendable {
        /// The text may stand anywhere.
        case none
        case atStart
        case atEnd
        /// A byte that is no dash follows.
        case beforeNoDash
        /// The range of bytes stands somewhere behind it.
        case before(Range<Int>)
        /// Digits and then the range of bytes follow.
        case beforeDigits(Range<Int>)
    }

    /// The fewest bytes that a text has.
    static let shortest = 3
    /// The number of no text.
    static let none = UInt16.max
    /// Values of `bucket`.
    static let bucketCount = 4096

    /// In the list's bytes.
    let text: Range<Int>
    let condition: Condition
    /// Which of its bytes it is found by, with those behind it.
    var anchor = 0
    /// The next text in its bucket, or `none`.
    var next = none

    /// A hash of the three bytes at an anchor.
    @inline(__always)
    static func bucket(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int {
        Int(UInt32(a) &+ UInt32(b) &* 31 &+ UInt32(c) &* 961) & (bucketCount - 1)
    }
}

/// Remembers which pieces of user agents have nothing in them that could be part of a text of the list, and verdicts on the
/// user agents that have other pieces, too.
///
/// User agents are made of the same pieces, even where each one is new. A table of hashes; no bytes are kept, and what comes
/// later takes the place of what was there. Two pieces or user agents are taken for one with a chance of 2^-63, since the
/// seed is drawn for each run.
struct BotMemo {
    private static let bits: UInt64 = 12
    private let seed = HashSeed.random()
    private var entries: [UInt64]

    /// Without room where it is not used.
    init(isUsed: Bool) { entries = Array(repeating: 0, count: isUsed ? 1 << Self.bits : 0) }

    /// The hash of a piece of sixteen bytes. O(1).
    @inline(__always)
    func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
        let product = (low ^ seed.first).multipliedFullWidth(by: high ^ seed.second)
        return product.high ^ product.low
    }

    /// The hash of a user agent. O(range).
    func hash(_ agent: RawSpan, _ range: Range<Int>) -> UInt64 { agent.hash(range, seed) }

    /// Whether what has this hash tells a bot; nil where it is not remembered. O(1).
    @inline(__always)
    func verdict(_ hash: UInt64) -> Bool? {
        let entry = entries[Self.place(hash)]
        return (entry ^ hash) &>> 1 == 0 ? entry & 1 == 1 : nil
    }

    /// Remembers whether what has this hash tells a bot. O(1).
    @inline(__always)
    mutating func insert(_ hash: UInt64, isBot: Bool) { entries[Self.place(hash)] = hash & ~1 | (isBot ? 1 : 0) }

    @inline(__always)
    private static func place(_ hash: UInt64) -> Int { Int(hash &>> (64 &- bits)) }
}
