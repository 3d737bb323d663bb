import LinkTallySheets
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func aSheet() throws {
        var printed: [String] = []
        func print(_ columns: [Int], _ rows: Int) { printed.append("\(columns) \(rows)") }
        let sheet = try Sheet(Array("base;source\nhttps://a.example/;newsletter\n".utf8))
        print(sheet.columns(named: ["source"]), sheet.rows.count)  // [1] 1
        #expect(printed == ["[1] 1"])
    }
}
