import Foundation

/// README.md or an article: its blocks of code, and what the comment in front of each says of it.
struct DocumentationPage: CustomStringConvertible, Sendable {
    /// Code between two fences.
    struct Block: Sendable {
        /// What stands behind the first fence: `sh`, `swift`, or nothing.
        let language: String
        /// The comment on the line before: `not run: REASON`, `output: COMMAND`; nil where there is none.
        let mark: String?
        let lines: [String]

        var text: String { lines.joined(separator: "\n") }

        /// What stands behind `name` and a colon in the mark.
        func mark(_ name: String) -> String? {
            guard let mark, mark.hasPrefix(name + ":") else { return nil }
            return mark.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
        }
    }

    /// The path from the project's folder.
    let path: String
    let text: String
    let blocks: [Block]

    var description: String { path }

    static let readme = DocumentationPage("README.md")

    /// README.md, then the articles of all modules.
    static let all: [DocumentationPage] = {
        let sources = Command.project.appending(path: "Sources").path
        let names = (FileManager.default.enumerator(atPath: sources)?.allObjects ?? []).compactMap { $0 as? String }
        let articles = names.filter { $0.hasSuffix(".md") && $0.contains(".docc/") }.sorted()
        return [readme] + articles.map { DocumentationPage("Sources/" + $0) }
    }()

    /// The article of the command that has this name.
    static func article(_ name: String) -> DocumentationPage {
        DocumentationPage("Sources/linktally/linktally.docc/\(name).md")
    }

    init(_ path: String) {
        self.path = path
        text = (try? String(contentsOf: Command.project.appending(path: path), encoding: .utf8)) ?? ""
        blocks = Self.blocks(of: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    /// The block with this mark.
    func block(_ mark: String) -> Block? { blocks.first { $0.mark == mark } }

    private static func blocks(of lines: [String]) -> [Block] {
        var blocks: [Block] = []
        var open: (language: String, mark: String?, start: Int)?
        for (number, line) in lines.enumerated() where line.hasPrefix("```") {
            if let begun = open {
                blocks.append(
                    Block(language: begun.language, mark: begun.mark, lines: Array(lines[begun.start..<number])))
                open = nil
            } else {
                let before = number > 0 ? lines[number - 1] : ""
                let mark = before.firstMatch(of: /^<!-- (.*) -->$/)?.output.1
                open = (String(line.dropFirst(3)), mark.map(String.init), number + 1)
            }
        }
        return blocks
    }
}
