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
