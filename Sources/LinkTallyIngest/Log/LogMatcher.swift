import LinkTallyCore

/// What a log is to the ledger.
enum LogFinding: Sendable {
    /// Nothing of it is new; `isWhole` where it has all of the known log, too.
    case known(KnownLog, isWhole: Bool)
    /// It begins with all of the known log and goes on.
    case grown(KnownLog)
    /// No known log is the beginning of it. It may share some bytes with one, and go its own way then.
    case new(sharedBytes: Int, with: String)
}

/// Compares a log that is read with those that are known, hash by hash.
struct LogMatcher {
    /// Known logs that agree up to the last hash and go on: a log that ends here may be a part of them, which is to be proved.
    private(set) var alive: [KnownLog] = []
    /// Of the known logs that agree to their end, the longest.
    private(set) var longest: KnownLog?
    /// Bytes that the log shares with one of those that are known, as far as hashes tell, and that one's name.
    private(set) var shared: (bytes: Int, name: String) = (0, "")

    /// - Parameter candidates: Those that agree with the head.
    init(_ candidates: [KnownLog], with builder: borrowing FingerprintBuilder) {
        for log in candidates {
            if builder.offset >= LogFingerprint.blockSize, log.fingerprint.end.offset >= LogFingerprint.blockSize {
                shared = (LogFingerprint.blockSize, log.name)
            }
            if log.fingerprint.end.offset > builder.offset { alive.append(log) } else { end(log, builder) }
        }
    }

    /// Where the known logs that agree so far end.
    var ends: [Int] { alive.map(\.fingerprint.end.offset) }

    /// Compares what was read since `offset`, at which all of `alive` agreed. O(alive * blocks).
    mutating func compare(since offset: Int, with builder: borrowing FingerprintBuilder) {
        var still: [KnownLog] = []
        for log in alive {
            guard agrees(log, since: offset, builder) else { continue }
            if log.fingerprint.end.offset > builder.offset { still.append(log) } else { end(log, builder) }
        }
        alive = still
    }

    private mutating func agrees(
        _ known: KnownLog, since offset: Int, _ builder: borrowing FingerprintBuilder
    ) -> Bool {
        let log = known.fingerprint
        // The first of `blocks` is behind the second block.
        let first = max(offset / LogFingerprint.blockSize - 1, 0)
        let last = min(log.end.offset, builder.offset) / LogFingerprint.blockSize - 1
        for block in first..<max(first, last) {
            guard block < log.blocks.count, log.blocks[block] == builder.fingerprint.blocks[block] else { return false }
            let bytes = (block + 2) * LogFingerprint.blockSize
            if bytes > shared.bytes { shared = (bytes, known.name) }
        }
        return true
    }

    /// A known log ends within what was read: it is the beginning of it if the hashes at its end agree.
    private mutating func end(_ log: KnownLog, _ builder: borrowing FingerprintBuilder) {
        let end = log.fingerprint.end
        let isSame =
            builder.lineEnd == end || builder.stopPoints.contains(end) || builder.fingerprint.head.contains(end)
        guard isSame, end.offset > longest?.fingerprint.end.offset ?? -1 else { return }
        longest = log
    }
}
