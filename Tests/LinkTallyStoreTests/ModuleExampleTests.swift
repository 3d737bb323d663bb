import Foundation
import LinkTallyStore
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aNewStore() throws {
        var printed: [String] = []
        func print(_ logs: Int, _ requests: Int) { printed.append("\(logs) \(requests)") }
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let store = try Store.create(path: path)
        let info = try StoreInfo(of: store)
        print(info.logs, info.requests)  // 0 0
        #expect(printed == ["0 0"])
    }
}
