/// The hash of a log's beginning: XXH3, 128 bits, keyed with the secret of a store, so that nobody can aim collisions at it.
package struct LogHash: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Sixteen bytes, the highest first.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    package static let byteCount = 16

    /// What is kept of it for a line behind the head, see `LineTags`.
    package var tag: UInt32 { UInt32(truncatingIfNeeded: low) }

    /// Sixteen bytes, the highest first.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    }
}
