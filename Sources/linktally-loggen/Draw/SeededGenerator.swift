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
