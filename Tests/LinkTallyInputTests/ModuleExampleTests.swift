import Foundation
import LinkTallyCore
import LinkTallyInput
import Testing

/// The example on the module's page, compiled and run; `print` is gathered.
@Suite struct ModuleExampleTests {
    @Test func theLinesOfAnInput() throws {
        var printed: [Int] = []
        func print(_ bytes: Int) { printed.append(bytes) }
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("first\nlast\n\n".utf8).write(to: URL(filePath: path))
        var bytes = 0
        try LineStream.read(InputPath(path), stop: StopSignal()) { lines, oversizedLines in
            bytes += lines.byteCount
        }
        print(bytes)  // 12
        #expect(printed == [12])
    }

    /// The article has a row for each code.
    @Test func everyFaultStandsInItsArticle() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let article = try String(
            contentsOf: project.appending(path: "Sources/linktally/linktally.docc/ExitCodesAndMessages.md"),
            encoding: .utf8)
        for fault in InputFault.allCases { #expect(article.contains("| `\(fault.rawValue)` |"), "\(fault)") }
    }
}
