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
