/// What proves the lines behind a log's head one by one: 32 bits of the hash of all bytes up to the end of each line.
///
/// A log that ends between two hashes of a known one is a part of it only where its last lines have the same tags. They are kept
/// by block, since no more than the block in which a log ends is ever asked for. Where logs differ, in their last line alone,
/// one pair in 2^32 is taken for equal; the hashes are keyed, so that nobody can aim at that.
package struct LineTags: Sendable, Equatable {
    /// The number of the block of `LogFingerprint.blockSize` bytes in which the lines end; that of the head is 0, and has none.
    package let block: Int
    /// A tag for each line that ends in the block, in order.
    package var tags: [UInt32]

    package init(block: Int, tags: [UInt32] = []) {
        self.block = block
        self.tags = tags
    }

    /// The block in which a line ends whose line feed is the last of `offset` bytes.
    package static func block(ofLineEnd offset: Int) -> Int { (offset - 1) / LogFingerprint.blockSize }

    /// Four bytes a tag, the lowest first.
    package var bytes: [UInt8] { tags.flatMap { tag in (0..<4).map { UInt8(truncatingIfNeeded: tag >> (8 * $0)) } } }

    /// The tags that `bytes` has; nil where the last one is cut off.
    package static func tags(of bytes: [UInt8]) -> [UInt32]? {
        guard bytes.count % 4 == 0 else { return nil }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
        }
    }
}
