/// What the hashes of the tables are keyed with: drawn once per process, so that nobody can aim collisions at them by
/// choosing the values in a log.
package struct HashSeed: Sendable {
    let first: UInt64
    let second: UInt64

    /// A seed of its own for tests that want the same table twice.
    package init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    /// A seed that nobody can guess.
    package static func random() -> HashSeed {
        HashSeed(first: .random(in: .min ... .max), second: .random(in: .min ... .max))
    }
}
