import Foundation
import LinkTallyCore
import LinkTallyInput
import LinkTallyScan
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aLog() throws {
        var printed: [UInt64] = []
        func print(_ requests: UInt64) { printed.append(requests) }
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("/lp?utm_source=newsletter\n".utf8).write(to: URL(filePath: path))
        var options = ScanOptions()
        options.jobs = 2
        let result = Scan.run([InputPath(path)], options)
        print(result.summary.requests.tagged)  // 1
        #expect(printed == [1])
    }
}
