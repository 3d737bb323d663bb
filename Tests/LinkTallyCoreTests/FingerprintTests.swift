import Testing

@testable import LinkTallyCore

@Suite struct FingerprintTests {
    private static let secret = [UInt8](repeating: 7, count: ChainedHash.secretSize)

    @Test func aHashDoesNotDependOnCutsButOnTheSecret() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        func hash(_ secret: [UInt8], _ size: Int) -> [LogHash] {
            var chain = ChainedHash(secret: secret)
            return stride(from: 0, to: bytes.count, by: size).map { start in
                chain.append(bytes.rawSpan.extracting(start..<min(start + size, bytes.count)))
                return chain.hash
            }
        }
        let whole = hash(Self.secret, 1000)[0]
        for size in [1, 7, 256, 999] { #expect(hash(Self.secret, size).last == whole) }
        #expect(hash([8] + Self.secret.dropFirst(), 1000)[0] != whole)
        #expect(LogHash(whole.bytes) == whole && whole.bytes.count == 16)
        #expect(LogHash(whole.bytes.dropLast()) == nil)
    }

    /// A log of lines of ten bytes, hashed as `text` says: equal letters are equal content so far.
    private func fingerprint(_ text: String, isOpen: Bool = false, bytes: Int? = nil) -> LogFingerprint {
        var result = LogFingerprint()
        var word: UInt64 = 0
        for (number, letter) in text.utf8.enumerated() {
            word = word &* 31 &+ UInt64(letter)
            let point = LogFingerprint.Point(offset: (number + 1) * 10, hash: LogHash(high: word, low: 0))
            if !isOpen || number < text.utf8.count - 1 { result.head.append(point) }
            result.end = point
        }
        result.isOpen = isOpen
        return result
    }

    @Test func beginnings() {
        let log = fingerprint("abcd")
        for same in ["a", "ab", "abc", "abcd", "abcde"] {
            #expect(log.mayShareBeginning(with: fingerprint(same)), "\(same)")
            #expect(fingerprint(same).mayShareBeginning(with: log), "\(same)")
        }
        for other in ["b", "ax", "abx", "abcx", "abcxe"] {
            #expect(!log.mayShareBeginning(with: fingerprint(other)), "\(other)")
            #expect(!fingerprint(other).mayShareBeginning(with: log), "\(other)")
        }
        // The last line has no end: what stands before it decides; where nothing does, nothing is known.
        #expect(log.mayShareBeginning(with: fingerprint("abx", isOpen: true)))
        #expect(!log.mayShareBeginning(with: fingerprint("axx", isOpen: true)))
        #expect(log.mayShareBeginning(with: fingerprint("x", isOpen: true)))
    }

    @Test func beginningsOfLongLogs() {
        func long(_ blocks: [UInt64], end: Int) -> LogFingerprint {
            var result = LogFingerprint()
            result.head = [LogFingerprint.Point(offset: LogFingerprint.blockSize, hash: LogHash(high: 1, low: 1))]
            result.blocks = blocks.map { LogHash(high: $0, low: 0) }
            result.end = LogFingerprint.Point(offset: end, hash: LogHash(high: 99, low: UInt64(end)))
            return result
        }
        let size = LogFingerprint.blockSize
        let log = long([2, 3, 4], end: 4 * size + 5)
        #expect(log.mayShareBeginning(with: long([2, 3], end: 3 * size + 7)))
        #expect(!log.mayShareBeginning(with: long([2, 9], end: 3 * size + 7)))
        #expect(log.mayShareBeginning(with: long([], end: 2 * size - 1)))
        #expect(log.hash(at: 2 * size) == LogHash(high: 2, low: 0))
        #expect(log.hash(at: 4 * size + 5) == log.end.hash && log.hash(at: 4 * size + 4) == nil)
    }
}
