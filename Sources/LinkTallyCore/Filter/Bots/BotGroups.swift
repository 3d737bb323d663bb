/// A set of groups of four bytes, some of which are in it that were not inserted: two bits for each.
struct BotGroups: Sendable {
    private var words = [UInt64](repeating: 0, count: 8192)

    init() {}

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
