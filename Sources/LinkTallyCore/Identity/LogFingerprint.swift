/// What tells one log from another: hashes of its beginnings, each of which stands for all bytes before it.
///
/// In the head, the first 64 KiB, a hash stands after every line and at the head's end; behind it, after every 64 KiB; and one
/// at the end of what was counted. What stands between two of these is proved by the tags of its lines, see `LineTags`.
package struct LogFingerprint: Sendable, Equatable {
    /// A hash and how many bytes it is of.
    package struct Point: Sendable, Equatable {
        package let offset: Int
        package let hash: LogHash

        package init(offset: Int, hash: LogHash) {
            self.offset = offset
            self.hash = hash
        }
    }

    /// Bytes of the head, and of each block behind it.
    package static let blockSize = 64 << 10

    /// Hashes in the head, offsets ascending.
    package var head: [Point] = []
    /// Hashes after 128 KiB, 192 KiB and so on.
    package var blocks: [LogHash] = []
    /// The end of what was counted.
    package var end = Point(offset: 0, hash: LogHash(high: 0, low: 0))
    /// Whether the last line that was counted has no line feed.
    package var isOpen = false

    package init() {}

    /// The hash of the first `offset` bytes, if it is one of those kept. O(log head).
    package func hash(at offset: Int) -> LogHash? {
        if offset == end.offset { return end.hash }
        if offset <= Self.blockSize { return headHash(at: offset) }
        let (block, rest) = offset.quotientAndRemainder(dividingBy: Self.blockSize)
        return rest == 0 && block - 2 < blocks.count ? blocks[block - 2] : nil
    }

    /// Whether one of two logs may be the beginning of the other, or both may be the same: no hash that both have says
    /// otherwise. O(log head).
    package func mayShareBeginning(with other: LogFingerprint) -> Bool {
        guard end.offset <= other.end.offset else { return other.mayShareBeginning(with: self) }
        if end.offset >= 2 * Self.blockSize {
            let last = end.offset / Self.blockSize * Self.blockSize
            return hash(at: last) == other.hash(at: last)
        }
        // One line without a line feed says nothing of what else begins with it.
        guard let last = head.last else { return true }
        return other.headHash(at: last.offset) == last.hash
    }

    private func headHash(at offset: Int) -> LogHash? {
        var range = head.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if head[middle].offset == offset { return head[middle].hash }
            range = head[middle].offset < offset ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
