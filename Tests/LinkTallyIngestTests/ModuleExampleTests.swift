import Foundation
import LinkTallyIngest
import LinkTallyInput
import LinkTallyStore
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aLog() throws {
        var printed: [String] = []
        func print(_ state: IngestedFile.State, _ lines: Int) { printed.append("\(state) \(lines)") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (path, log) = (folder.appending(path: "tally.sqlite").path, folder.appending(path: "log").path)
        try Data("/lp?utm_source=newsletter\n".utf8).write(to: URL(filePath: log))
        let store = try Store.create(path: path)
        let settings = try StoreSettings(of: store, bots: nil)
        let options = IngestOptions(logs: LogOptions(secret: settings.secret))
        let result = Ingest.run([InputPath(log)], into: store, options)
        print(result.files[0].state, result.files[0].lines.total)  // new 1
        #expect(printed == ["new 1"])
    }
}
