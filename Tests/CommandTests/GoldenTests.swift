import Foundation
import TestSupport
import Testing

/// What the commands print, letter by letter; see Tests/Golden/README.md.
@Suite struct GoldenTests {
    private static let folder = Command.project.appending(path: "Tests/Golden")

    static let files = try! FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }
        .sorted()

    @Test(arguments: files)
    func everyCommand(_ name: String) throws {
        let file = Self.folder.appending(path: name)
        let expected = try String(contentsOf: file, encoding: .utf8)
        let scratch = try Scratch()
        var found = ""
        let commands = expected.split(separator: "\n").filter { $0.hasPrefix("$ ") }
        #expect(commands.count >= 10)
        for command in commands {
            let run = try Command.shell("{ \(command.dropFirst(2)); } 2>&1", in: scratch.folder)
            found += "\(command)\n\(run.text)[exit \(run.status)]\n"
        }
        if ProcessInfo.processInfo.environment["LINKTALLY_WRITE_GOLDEN"] != nil {
            try Data(found.utf8).write(to: file)
            return
        }
        let (wanted, got) = (expected.split(separator: "$ "), found.split(separator: "$ "))
        for (a, b) in zip(wanted, got) where a != b { Issue.record("expected:\n$ \(a)\nfound:\n$ \(b)") }
        #expect(wanted.count == got.count)
    }
}
