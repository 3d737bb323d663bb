import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput
@testable import LinkTallyScan

/// Files in blocks (BGZF), inflated by several workers: the same bytes, the same faults at the same places as one member after the other.
@Suite struct BlockTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")

    private func file(_ bytes: [UInt8]) throws -> InputPath {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "log.gz")
        try Data(bytes).write(to: file)
        return InputPath(file.path)
    }

    /// What comes out of `stored` where `helpers` threads inflate ahead; nil where it is not read as blocks.
    private func decoded(_ stored: [UInt8], _ decoder: DecoderChoice, helpers: Int, pieceSize: Int) throws -> Decoded? {
        let path = try file(stored)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = try DecodedInput(
            InputDescriptor(path), decoder: decoder, stop: StopSignal(), windowSize: pieceSize, jobs: helpers + 2)
        guard let blocks = input.blocks else { return nil }
        let isDone = StopSignal()
        let group = DispatchGroup()
        for number in 0..<helpers {
            DispatchQueue(label: "helper \(number)").async(group: group) {
                while !isDone.isRaised { blocks.inflateAhead() }
            }
        }
        defer {
            isDone.raise()
            group.wait()
        }
        return Decoded(input, pieceSize: pieceSize)
    }

    private static func log(_ random: inout SplitMix, _ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 97...110, using: &random) }
    }

    /// What is in a file, and the file, changed at random: damaged, cut, with other members or padding or garbage in it.
    private static func stored(_ random: inout SplitMix) -> [UInt8] {
        var stored: [UInt8] = []
        for number in 0..<Int.random(in: 1...30, using: &random) {
            let bytes = log(&random, [0, 1, 300, 20_000, 65_280, 65_536].randomElement(using: &random)!)
            switch number == 0 ? 0 : Int.random(in: 0...60, using: &random) {
            case 1: stored += Gzip.member(bytes)
            case 2: stored += [UInt8](repeating: 0, count: Int.random(in: 1...600, using: &random))
            case 3: stored += Gzip.block(bytes, extra: [1, 2, 3, 0, 4, 5, 6])
            default: stored += Gzip.block(bytes, level: [1, 6].randomElement(using: &random)!)
            }
        }
        switch Int.random(in: 0...6, using: &random) {
        case 0: stored.removeLast(Int.random(in: 1..<stored.count - 26, using: &random))
        case 1, 2:
            let place = Int.random(in: 20..<stored.count, using: &random)
            stored[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 3: stored += Array("garbage".utf8)
        case 4: stored += [0, 0, 0x1F]
        default: break
        }
        return stored
    }

    @Test(arguments: GzipDecoderTests.decoders)
    func asOneMemberAfterTheOther(_ decoder: DecoderChoice) throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var faults: Set<InputFault?> = []
        var inBlocks = 0
        for round in 0..<120 {
            let stored = Self.stored(&random)
            let helpers = [0, 1, 3][round % 3]
            let pieceSize = [1_000, 70_000, 256 << 10, 1 << 20].randomElement(using: &random)!
            let expected = Decoded(stored, decoder, pieceSize: pieceSize)
            // Where the change hit the first block, there is no queue.
            guard let found = try decoded(stored, decoder, helpers: helpers, pieceSize: pieceSize) else { continue }
            inBlocks += 1
            let note: Comment = "seed \(seed), round \(round), \(helpers) helpers, pieces of \(pieceSize)"
            faults.insert(expected.fault)
            #expect(found.fault == expected.fault && found.warning == expected.warning, note)
            #expect(found.bytes == expected.bytes, note)
            #expect(found.faultOffset == expected.faultOffset, note)
        }
        #expect(faults.count >= 4 && inBlocks >= 90, "the rounds have too little in them: \(faults), \(inBlocks)")
    }

    /// Only what begins with a block, in a regular file, is read as blocks.
    @Test func otherInputs() throws {
        let bytes = Array("a line\n".utf8)
        for stored in [bytes, Gzip.member(bytes), Gzip.member(bytes, flags: 4), [0x1F, 0x8B, 8, 4], []] {
            #expect(try decoded(stored, .zlib, helpers: 1, pieceSize: 1000) == nil)
        }
        let device = try InputDescriptor(InputPath("/dev/null"))
        #expect(BlockQueue(device, decoder: .zlib, windowSize: 1000, jobs: 2) == nil)
        #expect(try decoded(Gzip.block(bytes), .zlib, helpers: 1, pieceSize: 1000)?.bytes == bytes)
    }

    /// Headers of blocks, whole and cut; the field that says the size may be any of several.
    @Test func headers() {
        let block = Gzip.block(Array("a line\n".utf8), extra: [9, 9, 1, 0, 7])
        func finding(_ bytes: [UInt8]) -> String {
            switch GzipBlock.find(in: bytes.rawSpan, at: 0) {
            case .block(let found): "\(found.end) \(found.decodedSize)"
            case .beginning: "beginning"
            case .other: "other"
            }
        }
        #expect(finding(block) == "\(block.count) 7")
        #expect(finding(block + block) == "\(block.count) 7")
        for end in 0..<block.count { #expect(finding(Array(block[..<end])) == "beginning", "\(end)") }
        let changes: [(Int, UInt8)] = [
            (0, 0), (1, 0), (2, 7), (3, 0), (3, 5), (10, 4), (17, 0x41), (19, 3), (21, 1),
        ]
        for (place, byte) in changes {
            var other = block
            other[place] = byte
            #expect(finding(other) == "other", "\(place)")
        }
        var large = block
        large[large.count - 2] = 2
        #expect(finding(large) == "other")
    }

    /// However many workers there are, and however large their windows, a log in blocks counts the same.
    @Test(arguments: [2, 3, 8], [1_000, 80_000, 256 << 10])
    func counts(_ jobs: Int, _ windowSize: Int) throws {
        let log = Array(
            (0..<20_000).map { number in
                #"1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] "GET /\#(number % 9)?utm_source=s\#(number % 5)"#
                    + #"&utm_term=\#(number % 4 == 0 ? "." : "t") HTTP/1.1" 200 1"#
                    + (number % 1_000 == 0 ? String(repeating: " long", count: 20_000) : "") + "\n"
            }.joined().utf8)
        let stored = stride(from: 0, to: log.count, by: 60_000).flatMap { start in
            Gzip.block(Array(log[start..<min(start + 60_000, log.count)]), level: 1)
        }
        let tails: [([UInt8], String?)] = [
            ([], nil), (Gzip.block([]), nil), (Gzip.block(log.suffix(9)).dropLast(5), "truncated_trailer"),
        ]
        for (tail, fault) in tails {
            let path = try file(stored + tail)
            defer { try? FileManager.default.removeItem(at: folder) }
            func run(_ jobs: Int) -> [String] {
                var options = ScanOptions()
                options.jobs = jobs
                options.windowSize = windowSize
                let result = Scan.run([path], options)
                var rows = ["\(result.summary.lines) \(result.summary.requests) \(result.inputs[0].summary)"]
                result.summary.forEachRejection { rows.append("\($0.exampleLine) \($0.hits)") }
                result.summary.forEachAttribution { rows.append("\($0.hits)") }
                return rows
            }
            let rows = run(jobs)
            #expect(rows == run(1))
            #expect(rows.count > 10 && rows[0].contains(fault ?? "error: nil"))
        }
    }

    /// Who asks what there is to do does not wait for another worker's disk.
    @Test func aSlowDiskHoldsUpNobodyElse() throws {
        var random = SplitMix(seed: 1)
        // More than is read at a time: some of it is read only when runs are wanted.
        let stored = (0..<40).flatMap { _ in
            Gzip.block((0..<60_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
        let (isReading, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let isAnswered = DispatchSemaphore(value: 0)
        let isSlow = StopSignal()
        let reader = unsafe BlockReader(runSize: BlockQueue.runSize(100_000)) { buffer, offset in
            if isSlow.isRaised {
                isReading.signal()
                mayGoOn.wait()
            }
            let piece = stored[min(offset, stored.count)...].prefix(buffer.count)
            unsafe buffer.copyBytes(from: piece)
            return piece.count
        }
        let queue = try #require(BlockQueue(reader, .zlib, windowSize: 100_000, jobs: 20))
        isSlow.raise()
        let group = DispatchGroup()
        DispatchQueue(label: "ahead").async(group: group) { for _ in 0..<30 { queue.inflateAhead() } }
        #expect(isReading.wait(timeout: .now() + 60) == .success)
        DispatchQueue(label: "asks").async(group: group) {
            _ = queue.hasRoom
            isAnswered.signal()
        }
        #expect(isAnswered.wait(timeout: .now() + 10) == .success)
        for _ in 0..<1_000 { mayGoOn.signal() }
        group.wait()
        queue.close()
    }
}
