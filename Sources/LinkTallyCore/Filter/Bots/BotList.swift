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

    /// As above, for a user agent whose pieces before `start` have nothing in them.
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
