import Foundation
import Glibc
import LinkTallyCore
import Testing

@testable import LinkTallyReport

@Suite struct SinkTests {
    @Test func numbersAndBlocks() throws {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        var expected = ""
        for number in [0, 9, 10, 1_000_000, UInt64.max] {
            try writer.write(number)
            try writer.write(",")
            expected += "\(number),"
        }
        let piece = "0123456789abcdef é\n"
        for _ in 0..<20_000 {
            try writer.write(piece)
            expected += piece
        }
        // Blocks were passed on meanwhile, so that memory does not grow with the report.
        #expect(sink.bytes.count >= expected.utf8.count - (64 << 10) && sink.bytes.count < expected.utf8.count)
        try writer.flush()
        #expect(sink.bytes == Array(expected.utf8))
        try writer.flush()
        #expect(sink.bytes.count == expected.utf8.count)
    }

    /// A pipe takes a part of a megabyte at a time; when its reader leaves, the rest is refused.
    @Test(arguments: [false, true])
    func pipes(_ leaves: Bool) async throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = Pipe()
        let report = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let reader = Thread {
            if leaves {
                _ = try? pipe.fileHandleForReading.read(upToCount: 10)
            } else {
                var count = 0
                while count < report.count, let data = try? pipe.fileHandleForReading.read(upToCount: 5_000) {
                    count += data.count
                }
            }
            try? pipe.fileHandleForReading.close()
        }
        reader.start()
        var failure: WriteFailure?
        do throws(WriteFailure) {
            let sink = FileSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
            try unsafe report.rawSpan.withUnsafeBytes { bytes throws(WriteFailure) in try unsafe sink.write(bytes) }
        } catch {
            failure = error
        }
        #expect(failure == (leaves ? WriteFailure(code: EPIPE) : nil))
    }

    @Test func aFullDevice() throws {
        let device = unsafe open("/dev/full", O_WRONLY)
        defer { close(device) }
        var writer = ByteWriter(FileSink(descriptor: device))
        try writer.write("x")
        #expect(throws: WriteFailure(code: ENOSPC)) { try writer.flush() }
        #expect(throws: WriteFailure(code: EBADF)) {
            var closed = ByteWriter(FileSink(descriptor: -1))
            try closed.write("x")
            try closed.flush()
        }
    }
}
