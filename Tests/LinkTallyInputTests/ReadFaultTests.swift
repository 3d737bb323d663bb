import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput

/// What cannot be read to its end, and why.
@Suite struct ReadFaultTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")

    private func log(_ lines: Int) -> [UInt8] {
        (0..<lines).flatMap { Array("1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] \($0) line of a log\n".utf8) }
    }

    /// Rotation by copy and truncate: what was read counts, and the fault says where the file ended.
    @Test func filesThatGetShorterWhileTheyAreRead() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "log")
        try Data(log(100)).write(to: file)
        let path = InputPath(file.path)
        let whole = try InputDescriptor(path)
        let source = FileSource(whole, stop: StopSignal())
        var range = RangeSource(whole, from: 0, to: whole.size)
        let piece = WindowBuffer(capacity: 1_000)
        func readBoth() throws -> [Int] {
            try unsafe [source.read(into: piece.writable(0..<1_000)), range.read(into: piece.writable(0..<1_000))]
        }
        #expect(try readBoth() == [1_000, 1_000])
        #expect(unsafe truncate(file.path, 1_500) == 0)
        #expect(try readBoth() == [500, 500])
        let fault = InputError(.changedWhileRead, offset: 1_500)
        #expect(throws: fault) { _ = try unsafe source.read(into: piece.writable(0..<1_000)) }
        #expect(throws: fault) { _ = try unsafe range.read(into: piece.writable(0..<1_000)) }
    }

    /// A read that fails in the middle: both kinds of input give what they have, then the fault.
    @Test func readErrorsInTheMiddle() throws {
        let fault = InputError(.readError, code: EIO, offset: 700)
        for (bytes, decoder) in [
            (log(100), DecoderChoice.auto), (Gzip.member(log(4_000)), .zlib), (Gzip.member(log(4_000)), .isal),
        ] {
            let decoded = Decoded(
                Array(bytes.prefix(700)), decoder, blockSize: 100, pieceSize: 50, readFault: fault)
            #expect(decoded.fault == .readError)
            #expect(log(4_000).starts(with: decoded.bytes) && !decoded.bytes.isEmpty)
        }
    }
}
