/// A fast generator whose numbers depend on the seed alone (SplitMix64: Steele, Lea, Flood 2014).
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word &>> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word &>> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word &>> 31
    }

    /// A number below `limit`, by multiplication: the bias is below 2^-32 for the small limits used here.
    mutating func below(_ limit: Int) -> Int { Int(((next() &>> 32) &* UInt64(limit)) &>> 32) }

    /// True with a probability in thousandths.
    mutating func chance(_ thousandths: Int) -> Bool { below(1_000) < thousandths }

    /// One of `choices`, each as likely.
    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}

/// Draws ranks 0..<count with a probability of 1/(rank + 1), in constant time (alias method: Vose 1991).
struct ZipfTable {
    private let thresholds: [UInt32]
    private let aliases: [UInt32]

    init(count: Int) {
        let weights = (0..<count).map { 1 / Double($0 + 1) }
        let mean = weights.reduce(0, +) / Double(count)
        var shares = weights.map { $0 / mean }
        var small = shares.indices.filter { shares[$0] < 1 }
        var large = shares.indices.filter { shares[$0] >= 1 }
        var thresholds = [UInt32](repeating: .max, count: count)
        var aliases = (0..<count).map(UInt32.init)
        while let poor = small.popLast(), let rich = large.last {
            thresholds[poor] = UInt32(shares[poor] * Double(UInt32.max))
            aliases[poor] = UInt32(rich)
            shares[rich] -= 1 - shares[poor]
            if shares[rich] < 1 {
                large.removeLast()
                small.append(rich)
            }
        }
        self.thresholds = thresholds
        self.aliases = aliases
    }

    func draw(_ random: inout SeededGenerator) -> Int {
        let index = random.below(thresholds.count)
        return UInt32(truncatingIfNeeded: random.next()) <= thresholds[index] ? index : Int(aliases[index])
    }
}
