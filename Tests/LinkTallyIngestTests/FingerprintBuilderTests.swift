import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyIngest

@Suite struct FingerprintBuilderTests {
    private static let secret = [UInt8](repeating: 3, count: ChainedHash.secretSize)

    /// A log of lines of many lengths.
    private func log(_ size: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix(seed: seed)
        return (0..<size).map { _ in random.next() % 97 == 0 ? UInt8(ascii: "\n") : UInt8(random.next() % 26) + 97 }
    }

    private func fingerprint(
        _ log: [UInt8], pieces: [Int], stops: [Int] = [], countsOpenLine: Bool = false
    ) -> (LogFingerprint, [LogFingerprint.Point], [LineTags]) {
        var builder = FingerprintBuilder(secret: Self.secret)
        builder.setStops(stops)
        var (offset, number) = (0, 0)
        while offset < log.count {
            let end = min(offset + pieces[number % pieces.count], log.count)
            builder.append(log.rawSpan.extracting(offset..<end))
            (offset, number) = (end, number + 1)
        }
        return (builder.finished(countsOpenLine: countsOpenLine), builder.stopPoints, builder.lineTags)
    }

    private func hash(_ log: [UInt8], _ size: Int) -> LogHash {
        var chain = ChainedHash(secret: Self.secret)
        chain.append(log.rawSpan.extracting(0..<size))
        return chain.hash
    }

    @Test(arguments: [0, 1, 100, 65_535, 65_536, 65_537, 131_072, 300_000])
    func pointsStandWhereTheyBelongHoweverTheLogIsCut(size: Int) throws {
        let log = log(size, seed: UInt64(size))
        let stops = [5, 70_000, 200_000]
        let (whole, points, tags) = fingerprint(log, pieces: [max(size, 1)], stops: stops)
        for pieces in [[1_000], [65_536], [262_144], [1, 65_535, 7]] {
            let (other, others, otherTags) = fingerprint(log, pieces: pieces, stops: stops)
            #expect(other == whole && others == points && otherTags == tags, "\(pieces)")
        }
        let end = (log.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        #expect(whole.end == LogFingerprint.Point(offset: end, hash: hash(log, end)) && !whole.isOpen)
        var expected = log.indices.prefix(65_536).filter { log[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
        if end >= 65_536, expected.last != 65_536 { expected.append(65_536) }
        #expect(whole.head.map(\.offset) == expected)
        #expect(whole.head.allSatisfy { $0.hash == hash(log, $0.offset) })
        #expect(whole.blocks == stride(from: 131_072, through: end, by: 65_536).map { hash(log, $0) })
        let ends = log.indices.filter { log[$0] == UInt8(ascii: "\n") && $0 >= 65_536 }
        #expect(tags.map(\.tags.count).reduce(0, +) == ends.count)
        #expect(tags.map(\.block) == Array(1..<max((size + 65_535) / 65_536, 1)))
        #expect(tags.allSatisfy { LineTags.tags(of: $0.bytes) == $0.tags })
        #expect(points == stops.filter { $0 <= size }.map { LogFingerprint.Point(offset: $0, hash: hash(log, $0)) })
    }

    @Test func aLastLineWithoutItsEnd() {
        let log = Array("one\ntwo\nthr".utf8)
        let (waiting, _, _) = fingerprint(log, pieces: [3])
        #expect(waiting.end.offset == 8 && !waiting.isOpen)
        let (counted, _, _) = fingerprint(log, pieces: [3], countsOpenLine: true)
        #expect(counted.end == LogFingerprint.Point(offset: 11, hash: hash(log, 11)) && counted.isOpen)
        #expect(counted.head == waiting.head)
        let (whole, _, _) = fingerprint(Array(log.prefix(8)), pieces: [3], countsOpenLine: true)
        #expect(whole == waiting)
    }
}
