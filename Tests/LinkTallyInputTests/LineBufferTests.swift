import CZlib
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput

@Suite struct LineBufferTests {
    /// Whole lines and counts of lines that were too long, as the buffer lends them.
    private func read(
        _ bytes: [UInt8], blockSize: Int, capacity: Int, detaches: Bool = false, lentRoom: Int? = nil,
        unchecked: UncheckedPieces? = nil
    ) -> [[UInt8]?] {
        var source = PieceSource(MemorySource(bytes, blockSize: blockSize), lentRoom: lentRoom, unchecked: unchecked)
        var buffer = LineBuffer(window: WindowBuffer(capacity: capacity))
        var lines: [[UInt8]?] = []
        while !buffer.isAtEnd {
            try! buffer.fill(from: &source)
            lines += [[UInt8]?](repeating: nil, count: buffer.oversizedLines)
            var window = buffer.lines.byteOffsets.map { buffer.lines.byte(at: $0) }[...]
            while !window.isEmpty {
                let end = window.firstIndex(of: UInt8(ascii: "\n"))
                lines.append(Array(window[..<(end ?? window.endIndex)]))
                window = window[((end ?? window.endIndex - 1) + 1)...]
            }
            if detaches {
                let left = buffer.handOverUnchecked()
                // The one that it is lent to may overwrite it.
                let window = buffer.detach(replacement: WindowBuffer(capacity: capacity))
                if lines.count % 2 == 0 {
                    left?.checksum()
                    unsafe window.writable(0..<window.capacity).initializeMemory(as: UInt8.self, repeating: 0)
                }
            } else {
                buffer.roll()
            }
        }
        let window = buffer.finish()
        unsafe window.writable(0..<window.capacity).initializeMemory(as: UInt8.self, repeating: 0)
        return lines
    }

    private struct PieceSource: DecodedSource {
        let source: MemorySource
        /// Bytes before what is lent in windows of its own; nil where nothing is.
        let lentRoom: Int?
        /// What is left unchecked, if anything is.
        let unchecked: UncheckedPieces?

        init(_ source: MemorySource, lentRoom: Int? = nil, unchecked: UncheckedPieces? = nil) {
            self.source = source
            self.lentRoom = lentRoom
            self.unchecked = unchecked
        }

        func readWindow(
            into buffer: UnsafeMutableRawBufferPointer, room: Int
        ) throws(InputError) -> WindowReading {
            if let unchecked {
                let count = try unsafe source.read(into: buffer)
                let last = count - min(count, unchecked.checkedBytes)
                guard last > 0 else { return .bytes(count) }
                unchecked.note(unsafe Array(buffer[count - last..<count]))
                return .unchecked(count, last: last)
            }
            guard let lentRoom, room <= lentRoom else { return .bytes(try unsafe source.read(into: buffer)) }
            let window = WindowBuffer(capacity: lentRoom + 30)
            window.clear(room: lentRoom)
            let count = try unsafe source.read(into: window.writable(0..<30))
            return count == 0 ? .bytes(0) : .window(window, count: count)
        }

        mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
            try unsafe source.read(into: buffer)
        }

        func expect(_ bytes: UncheckedBytes) { unchecked?.left.append(bytes) }
    }

    /// Bytes that a source left unchecked, and what their checksums must be.
    private final class UncheckedPieces {
        /// Bytes of each piece that the source checks itself.
        let checkedBytes: Int
        var left: [UncheckedBytes] = []
        private(set) var expected: [UInt32] = []

        init(checkedBytes: Int) { self.checkedBytes = checkedBytes }

        func note(_ bytes: [UInt8]) { expected.append(unsafe UInt32(crc32_z(0, bytes, bytes.count))) }
    }

    private func expected(_ bytes: [UInt8]) -> [[UInt8]?] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]), first.count <= LineBuffer.lineLimit {
            lines[0] = Array(first.dropFirst(3))
            if lines == [[]], !bytes.contains(UInt8(ascii: "\n")) { lines = [] }
        }
        return lines.map { $0.count > LineBuffer.lineLimit ? nil : $0 }
    }

    @Test func anyLogInAnyPieces() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            var bytes: [UInt8] = Bool.random(using: &random) ? [0xEF, 0xBB, 0xBF] : []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                bytes += [UInt8](repeating: UInt8(ascii: "x"), count: Int.random(in: 0...20, using: &random))
                if Bool.random(using: &random) { bytes.append(UInt8(ascii: "\n")) }
            }
            let (blockSize, capacity) = (Int.random(in: 1...30, using: &random), Int.random(in: 1...40, using: &random))
            for detaches in [false, true] {
                let found = read(bytes, blockSize: blockSize, capacity: capacity, detaches: detaches)
                #expect(found == expected(bytes), "seed \(seed), blocks \(blockSize), capacity \(capacity)")
                let room = Int.random(in: 0...25, using: &random)
                let lent = read(
                    bytes, blockSize: blockSize, capacity: capacity, detaches: detaches, lentRoom: room)
                #expect(lent == expected(bytes), "seed \(seed), windows of \(blockSize) behind \(room)")
                let unchecked = UncheckedPieces(checkedBytes: Int.random(in: 0...3, using: &random))
                let left = read(
                    bytes, blockSize: blockSize, capacity: capacity, detaches: detaches, unchecked: unchecked)
                #expect(left == expected(bytes), "seed \(seed), blocks \(blockSize), capacity \(capacity)")
                #expect(unchecked.left.map { $0.checksum() } == unchecked.expected, "seed \(seed)")
            }
        }
    }

    /// 8 MiB is a line, a byte more is none; memory stays flat.
    @Test(arguments: [0, 1, 5_000_000], [false, true])
    func lineLimit(_ excess: Int, _ hasByteOrderMark: Bool) {
        let mark: [UInt8] = hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        let long = [UInt8](repeating: UInt8(ascii: "y"), count: LineBuffer.lineLimit + excess - mark.count)
        for tail in ["", "\n", "\nafter", "\nafter\n"] {
            let bytes = mark + long + Array(tail.utf8)
            #expect(read(bytes, blockSize: 100_000, capacity: 64 << 10) == expected(bytes), "\(tail)")
        }
        let middle = Array("before\n".utf8) + long + Array("\n".utf8) + long + Array("\nafter\n".utf8)
        #expect(read(middle, blockSize: 1 << 20, capacity: 64 << 10) == expected(middle))
    }

    @Test func byteOrderMarkAlone() {
        #expect(read([0xEF, 0xBB, 0xBF], blockSize: 1, capacity: 2) == [])
        #expect(read([0xEF, 0xBB, 0xBF, 10], blockSize: 1, capacity: 2) == [[]])
        #expect(read([0xEF, 0xBB], blockSize: 1, capacity: 2) == [[0xEF, 0xBB]])
    }

    @Test func linesBeforeAFaultAreLent() {
        var source = PieceSource(MemorySource(Array("a\nb\nrest".utf8), blockSize: 3, fault: InputError(.badData)))
        var buffer = LineBuffer(window: WindowBuffer(capacity: 64))
        #expect(throws: InputError(.badData)) { try buffer.fill(from: &source) }
        #expect(buffer.isAtEnd && buffer.cut == 4, "the unterminated rest is dropped")
    }
}
