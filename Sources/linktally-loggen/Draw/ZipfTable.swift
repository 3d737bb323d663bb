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
