import Foundation

/// Where a random test begins.
package enum TestSeed {
    /// A new seed in each run, so that every run tries something else; the one of `LINKTALLY_TEST_SEED` where that is set,
    /// as `.ci/run` does: what decides whether a change lands must depend on the change alone.
    package static let drawn: UInt64 = {
        guard let text = ProcessInfo.processInfo.environment["LINKTALLY_TEST_SEED"] else {
            return .random(in: 0...UInt64.max)
        }
        guard let seed = UInt64(text) else { preconditionFailure("LINKTALLY_TEST_SEED is no number: \(text)") }
        return seed
    }()
}
