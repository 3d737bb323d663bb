/// Remembers verdicts on user agents, and pieces of them, sixteen bytes each, in which no group is one of the list's.
///
/// The user agents of a log are often the same few thousand, and even where each one is new, most of its pieces are not. Two
/// tables of hashes; no bytes are kept, and what comes later takes the place of what was there. Two user agents are taken for
/// one with a chance of 2^-63, since the seed is drawn for each run.
struct BotMemo {
    private static let bits: UInt64 = 12
    private let seed = HashSeed.random()
    private var verdicts: [UInt64]
    private var pieces: [UInt64]

    /// Without room where it is not used.
    init(isUsed: Bool) {
        verdicts = Array(repeating: 0, count: isUsed ? 1 << Self.bits : 0)
        pieces = verdicts
    }

    /// Whether the user agent in `range` is a bot's. O(range).
    mutating func isBot(_ agent: RawSpan, _ range: Range<Int>, _ list: borrowing BotList) -> Bool {
        let hash = agent.hash(range, seed)
        let place = Self.place(hash)
        if verdicts[place] | 1 == hash | 1 { return verdicts[place] & 1 == 1 }
        let isBot = list.hasMatch(in: agent, range, memo: &self)
        verdicts[place] = hash & ~1 | (isBot ? 1 : 0)
        return isBot
    }

    /// The hash of a piece. O(1).
    @inline(__always)
    func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
        let product = (low ^ seed.first).multipliedFullWidth(by: high ^ seed.second)
        return product.high ^ product.low
    }

    /// Whether the piece with this hash was remembered. O(1).
    @inline(__always)
    func contains(_ hash: UInt64) -> Bool { pieces[Self.place(hash)] == hash }

    /// Remembers the piece with this hash. O(1).
    @inline(__always)
    mutating func insert(_ hash: UInt64) { pieces[Self.place(hash)] = hash }

    @inline(__always)
    private static func place(_ hash: UInt64) -> Int { Int(hash &>> (64 &- bits)) }
}
