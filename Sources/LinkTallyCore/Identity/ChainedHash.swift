import CXXHash

/// Hashes a log piece by piece; what it says after a piece is the hash of all bytes so far, however they were cut.
@safe
package struct ChainedHash: ~Copyable {
    /// Bytes of a secret.
    package static let secretSize = Int(LINKTALLY_XXH3_SECRET_SIZE)

    private let chain: OpaquePointer

    /// A chain that has seen nothing yet; `secret` has `secretSize` bytes.
    package init(secret: [UInt8]) {
        precondition(secret.count == Self.secretSize)
        guard let chain = unsafe secret.withUnsafeBytes({ unsafe linktally_xxh3_chain_new($0.baseAddress) }) else {
            fatalError("out of memory")
        }
        unsafe self.chain = chain
    }

    deinit { unsafe linktally_xxh3_chain_free(chain) }

    /// Appends `bytes`. O(bytes).
    package mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe linktally_xxh3_chain_append(chain, $0.baseAddress, $0.count) }
    }

    /// The hash of all that was appended. O(1).
    package var hash: LogHash {
        var (high, low): (UInt64, UInt64) = (0, 0)
        unsafe linktally_xxh3_chain_digest(chain, &high, &low)
        return LogHash(high: high, low: low)
    }

    /// What `hash` would be with `bytes` appended. O(bytes).
    package func hash(with bytes: RawSpan) -> LogHash {
        var (high, low): (UInt64, UInt64) = (0, 0)
        unsafe bytes.withUnsafeBytes {
            unsafe linktally_xxh3_chain_digest_with(chain, $0.baseAddress, $0.count, &high, &low)
        }
        return LogHash(high: high, low: low)
    }
}

/// Tags the lines of a log that comes piece by piece, however it is cut; see `LineTags`.
@safe
package struct LineTagger: ~Copyable {
    private let tagger: OpaquePointer

    /// Tags that are taken over from C at a time.
    private static var room: Int { 256 }

    /// A tagger that has seen nothing yet; `secret` has `ChainedHash.secretSize` bytes.
    package init(secret: [UInt8]) {
        precondition(secret.count == ChainedHash.secretSize)
        guard let tagger = unsafe secret.withUnsafeBytes({ unsafe linktally_line_tagger_new($0.baseAddress) }) else {
            fatalError("out of memory")
        }
        unsafe self.tagger = tagger
    }

    deinit { unsafe linktally_line_tagger_free(tagger) }

    /// Takes the next bytes, and appends a tag for each line that ends in them. O(bytes).
    package mutating func append(_ bytes: RawSpan, to tags: inout [UInt32]) {
        var room = [UInt32](repeating: 0, count: Self.room)
        var offset = 0
        while offset < bytes.byteCount {
            var taken = 0
            let count = unsafe bytes.extracting(offset...).withUnsafeBytes { bytes in
                unsafe linktally_line_tagger_append(tagger, bytes.baseAddress, bytes.count, &room, Self.room, &taken)
            }
            tags += room[..<count]
            offset += taken
        }
    }

    /// The tag of the last line if it ended with `bytes`. O(bytes).
    package func tag(with bytes: RawSpan) -> UInt32 {
        unsafe bytes.withUnsafeBytes { unsafe linktally_line_tagger_with(tagger, $0.baseAddress, $0.count) }
    }
}

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

    /// Sixteen bytes, the highest first.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    }
}
