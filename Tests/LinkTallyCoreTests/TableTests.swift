import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct TableTests {
    @Test func growthKeepsEveryKey() {
        var table = ByteTable<UInt64>(bits: 2, seed: .random(), initial: 0)
        var references: [UInt32] = []
        for number in 0..<100_000 {
            let key = Array("key-\(number % 50_000)-\(String(repeating: "x", count: number % 50_000 % 40))".utf8)
            let reference = withExactSpan(key) { table.reference(of: $0, 0..<$0.byteCount) }
            table[reference] += UInt64(number)
            if number < 50_000 {
                references.append(reference)
            } else {
                #expect(references[number - 50_000] == reference)
            }
        }
        #expect(table.count == 50_000)
        for (number, reference) in references.enumerated() {
            #expect(table[reference] == UInt64(2 * number + 50_000))
            #expect(
                table.key(reference).array == Array("key-\(number)-\(String(repeating: "x", count: number % 40))".utf8))
        }
        #expect(table.references() == references)
    }

    /// From 2 MiB on memory comes in huge pages and grows by remapping: nothing of it may be lost on the way.
    @Test func largeTablesKeepEveryKey() {
        var table = ByteTable<UInt64>(bits: 2, seed: .random(), initial: 7)
        var lost = 0
        for round in 0..<2 {
            for number in 0..<400_000 {
                let key = Array("/a/path/of/some/length/\(number)".utf8)
                let reference = table.reference(of: key.rawSpan, key.indices)
                if table[reference] != (round == 0 ? 7 : UInt64(number) + 7) { lost += 1 }
                table[reference] += UInt64(number)
            }
        }
        #expect(lost == 0 && table.count == 400_000 && table.byteCount > 16 << 20)
    }

    /// Keys chosen to share a slot under a seed that is known are spread under one that is not (`Benchmarks/collisions`
    /// has the time).
    @Test func seedsTurnAimedCollisionsAway() {
        let known = HashSeed(first: 0, second: 0)
        func slot(_ key: [UInt8], _ seed: HashSeed) -> UInt64 {
            key.rawSpan.hash(key.indices, seed) >> 54
        }
        let keys = (0..<400_000).map { Array("/p\($0)000000".utf8) }.filter { slot($0, known) == 0 }
        #expect(keys.count > 200)
        let seed = HashSeed.random()
        #expect(Set(keys.map { slot($0, seed) }).count > 100)
    }

    /// Keys with one hash must still be told apart.
    @Test func collisions() {
        var table = ByteTable<UInt64>(bits: 2, seed: .random(), initial: 0)
        var references = Set<UInt32>()
        for number in 0..<200 {
            let key = Array("\(number)".utf8)
            references.insert(withExactSpan(key) { table.reference(of: $0, 0..<$0.byteCount, hash: 0xABCD_0000_0000) })
        }
        #expect(references.count == 200)
        let again = withExactSpan(Array("17".utf8)) { table.reference(of: $0, 0..<2, hash: 0xABCD_0000_0000) }
        #expect(references.contains(again) && table.count == 200)
    }

    /// A merge that takes the hashes as the tables know them: keys of both, of one, of equal hashes; each entry knows where it went.
    @Test(arguments: [0, 1, 31, 32, 33, 5_000])
    func mergesOfSameKeys(_ count: Int) {
        let seed = HashSeed.random()
        var sum = ByteTable<UInt64>(bits: 2, seed: seed, initial: 0)
        var other = ByteTable<UInt64>(bits: 2, seed: seed, initial: 0)
        func key(_ number: Int) -> [UInt8] {
            Array("/path/\(number)/\(String(repeating: "x", count: number % 50))".utf8)
        }
        func add(_ numbers: Range<Int>, to table: inout ByteTable<UInt64>) {
            for number in numbers {
                let key = key(number)
                let hash = number % 5 == 0 ? 0xABCD_0000_0000 : table.hash(key.rawSpan, key.indices)
                table[table.reference(of: key.rawSpan, key.indices, hash: hash)] += UInt64(number + 1)
            }
        }
        add(0..<count, to: &sum)
        add(count / 2..<2 * count, to: &other)
        sum.merge(other) { $0 += $1 }
        #expect(sum.count == 2 * count)
        var found = Set<UInt64>()
        other.forEachReference { reference in
            let target = other.forward(reference)
            #expect(sum.key(target).array == other.key(reference).array)
            let isInBoth = sum[target] == 2 * other[reference]
            #expect(isInBoth ? other[reference] <= count : sum[target] == other[reference] && other[reference] > count)
            found.insert(other[reference])
        }
        #expect(found.count == other.count && other.count == 2 * count - count / 2)
    }

    @Test func repair() {
        var random = SplitMix(seed: 11)
        let samples: [[UInt8]] = [
            [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xF0, 0x9F, 0x92], [0xED, 0xA0, 0x80], [0xFF],
            [0xF4, 0x90, 0x80, 0x80],
        ]
        let drawn = (0..<20_000).map { _ in
            (0..<Int.random(in: 0...6, using: &random)).map { _ in
                [0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0xF0, 0x90, 0xF4, 0x8F, 0xFF].randomElement(using: &random)!
                    as UInt8
            }
        }
        for bytes in samples + drawn {
            var target = ScratchBuffer(capacity: 1)
            withExactSpan(bytes) { UTF8Repair.append($0, 0..<$0.byteCount, to: &target) }
            #expect(target.bytes.array == Array(String(decoding: bytes, as: UTF8.self).utf8), "\(bytes)")
        }
    }

    @Test func hoursOpenAndClose() {
        var table = HourTable()
        for hour in [5, 5, 4, 5, .max, 4] as [Int32] {
            table.add(UTCHour(rawValue: hour), isTagged: hour == 4, hasQuery: hour != .max)
        }
        var other = HourTable()
        other.add(UTCHour(rawValue: 4), isTagged: false, hasQuery: true)
        table.merge(other) { $0 }
        let found = table.sorted()
        #expect(found.map { $0.hour.rawValue } == [4, 5, .max])
        #expect(found.map { $0.counts.requests } == [3, 3, 1])
        #expect(found.map { $0.counts.tagged } == [2, 0, 0])
        #expect(found.map { $0.counts.withQuery } == [3, 3, 0])
    }
}
