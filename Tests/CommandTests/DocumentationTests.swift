import Foundation
import LinkTallyCore
import Testing

/// What README.md and the articles show works as it stands there.
///
/// A block of `sh` is run line by line, and `# exit status 4` behind a line says how it ends; `<!-- not run: REASON -->`
/// in front leaves it out. A block of `swift` names the test that compiles it: `<!-- compiled: PATH -->`. What a block in
/// front of which `<!-- output: COMMAND -->` stands shows is printed by the command, in this order; `...` leaves lines out.
@Suite struct DocumentationTests {
    @Test func firstScreen() {
        let screen = DocumentationPage.readme.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(20)
            .joined(separator: "\n")
        #expect(screen.contains("    make demo ") && screen.contains("    make test "))
    }

    @Test func thereAreArticles() {
        #expect(DocumentationPage.all.count > 15)
        #expect(DocumentationPage.all.count { !$0.blocks.filter { $0.language == "sh" }.isEmpty } > 8)
    }

    @Test(arguments: DocumentationPage.all)
    func everyExampleRuns(_ page: DocumentationPage) throws {
        for block in page.blocks where block.language == "sh" {
            if let reason = block.mark("not run") {
                #expect(!reason.isEmpty)
                continue
            }
            let folder = try ExampleFolder(for: block.text)
            for (line, status) in Self.commands(block) {
                let before = try folder.scratch.names
                let run = try folder.run(line)
                #expect(run.status == status, "\(line): \(run.errors)")
                let isSilent = try run.output.isEmpty && run.errors.isEmpty && folder.scratch.names == before
                #expect(!isSilent || Self.maySayNothing.contains(where: line.contains), "\(line)")
            }
        }
    }

    /// What says nothing where nothing is wrong or there.
    private static let maySayNothing = ["--quiet", "store check", "sqlite3"]

    @Test(arguments: DocumentationPage.all)
    func whatIsShownIsPrinted(_ page: DocumentationPage) throws {
        for block in page.blocks {
            guard let command = block.mark("output") else { continue }
            let run = try ExampleFolder(for: command).run("{ \(command); } 2>&1 || true")
            var printed = run.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
            for line in block.lines where line != "..." {
                guard let place = printed.firstIndex(where: { $0 == line }) else {
                    Issue.record("\(command) does not print: \(line)")
                    break
                }
                printed = printed[(place + 1)...]
            }
        }
    }

    @Test(arguments: DocumentationPage.all)
    func everySwiftExampleIsCompiled(_ page: DocumentationPage) throws {
        for block in page.blocks where block.language == "swift" {
            if let reason = block.mark("not compiled") {
                #expect(!reason.isEmpty)
                continue
            }
            let path = try #require(block.mark("compiled"), "\(block.text)")
            let test = try Self.trimmed(
                String(contentsOf: Command.project.appending(path: path), encoding: .utf8).split(separator: "\n"))
            let code = Self.trimmed(block.lines)
            let (imports, lines) = (code.filter { $0.hasPrefix("import ") }, code.filter { !$0.hasPrefix("import ") })
            #expect(imports.allSatisfy(test.contains), "\(path): \(imports)")
            #expect(test.contains(lines), "not in \(path):\n\(lines.joined(separator: "\n"))")
        }
    }

    /// Options of the articles exist, here or in the project's scripts, and each option stands in an article.
    @Test func optionsExist() throws {
        let commands = [
            ["scan"], ["check"], ["link"], ["ingest"], ["report"], ["reconcile"], ["store", "info"], ["store", "logs"],
            ["store", "forget"], ["store", "prune"], ["store", "erase"], ["store", "compact"], ["store", "check"],
        ]
        let help = try commands.map { try Command.linktally(arguments: $0 + ["--help"]).text }.joined()
        let scripts = try Command.shell("linktally-loggen --help; cat .ci/* Benchmarks/[a-z]* Tests/*/*.py 2>/dev/null")
        let known: Set = ["--traits", "--filter"]
        let text = DocumentationPage.all.map(\.text).joined(separator: "\n")
        let documented = Self.options(text)
        let exist = Self.options(help)
        let others = Self.options(scripts.text).union(known)
        #expect(documented.subtracting(exist).subtracting(others).isEmpty)
        // An example of another tool is in `reconcile --help`.
        #expect(exist.subtracting(documented).subtracting(["--limit"]).isEmpty)
        // A page that tells of the command alone has no other's options.
        let ofOthers = ["Contributing", "Performance", "loggen"]
        for page in DocumentationPage.all where !ofOthers.contains(where: page.path.contains) {
            let foreign = Self.options(page.text).subtracting(exist).subtracting(known)
            #expect(foreign.isEmpty, "\(page)")
        }
    }

    @Test func theReadmeExampleIsShort() {
        let code = DocumentationPage.readme.blocks.first { $0.language == "swift" }?.lines ?? []
        #expect(!code.isEmpty && code.count <= 10)
    }

    @Test func theFilterExampleFilters() throws {
        let run = try Self.run(#require(DocumentationPage.article("FiltersAndMemory").blocks.first))
        #expect(run.status == 0 && run.text.contains("filtered"), "\(run.errors)")
    }

    @Test func theReportExamplesReport() throws {
        let block = try #require(DocumentationPage.article("Reports").block("reports on a store"))
        let run = try Self.run(block)
        #expect(run.status == 0 && run.text.contains("Requests from 2026-11-23T00:00Z to"), "\(run.errors)")
        #expect(run.text.contains("2026-W48  ") && run.text.contains(#/change  week      campaign +source/#))
        #expect(run.text.contains("Conversions by week (UTC) (top 10 of each period and goal; --top)"))
    }

    @Test func theStoresViewsHaveTheCounts() throws {
        let run = try Self.run(#require(DocumentationPage.article("StoreSchema").block("the store's views")))
        #expect(run.status == 0 && run.text.contains("2026-11-23|"), "\(run.errors)")
    }

    @Test(arguments: ["custom formats", "custom formats, JSON", "times"])
    func everyCustomFormatReadsItsLine(_ mark: String) throws {
        let block = try #require(DocumentationPage.article("CustomFormats").block(mark))
        let commands = Self.commands(block)
        #expect(commands.count == 2)
        for (line, _) in commands {
            let run = try Command.shell("set -e -o pipefail; \(line)")
            #expect(run.status == 0 && run.text.contains("chatgpt"), "\(line): \(run.errors)")
        }
    }

    @Test func theSheetExampleMakesLinks() throws {
        let block = try #require(DocumentationPage.article("Links").block("before a campaign: link"))
        let folder = try ExampleFolder(for: block.text)
        for (line, _) in Self.commands(block) {
            let run = try folder.run(line)
            #expect(line.contains(" > ") || run.text.contains("utm_"), "\(line)")
        }
        #expect(
            try folder.scratch.read("links.csv").contains("https://b.example/?utm_source=news-letter&utm_medium=email"))
    }

    /// A payment with a reference of the log, and one with another.
    @Test func thePaymentsExampleReports() throws {
        let page = DocumentationPage.article("Payments")
        let block = try #require(page.block("payments"))
        let folder = try ExampleFolder(for: block.text)
        let run = try folder.run(block.text)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("1  50.0%  19.99 USD    reference clicked\n"))
        #expect(run.text.contains("1  50.0%  19.99 USD    reference never seen in the logs\n"))
        // The categories are those of the reports.
        let report = try folder.run("linktally reconcile --store tally.sqlite --output json /dev/null")
        let payments = try #require(report.json["payments"] as? [String: Any])
        #expect(payments.count == 8)
        for category in payments.keys where category != "paid" { #expect(page.text.contains("`\(category)`")) }
    }

    /// The formats that can be named are those of the article.
    @Test func everyFormatStandsInItsArticle() throws {
        #expect(LogFormats.names.count > 10)
        for name in LogFormats.names {
            #expect(DocumentationPage.article("Formats").text.contains("`\(name)`"), "\(name)")
        }
    }

    /// The commands of a block, each with the exit status that it says; one that ends with `|` or `\` goes on.
    private static func commands(_ block: DocumentationPage.Block) -> [(line: String, status: Int32)] {
        var commands: [(String, Int32)] = []
        var begun = ""
        for line in block.lines where !line.isEmpty && !line.hasPrefix("#") {
            let status = line.firstMatch(of: /# exit status ([0-9]+)$/).flatMap { Int32($0.output.1) } ?? 0
            begun += line + "\n"
            if line.hasSuffix("|") || line.hasSuffix("\\") { continue }
            commands.append((begun, status))
            begun = ""
        }
        return commands
    }

    private static func run(_ block: DocumentationPage.Block) throws -> Command {
        try ExampleFolder(for: block.text).run(block.text)
    }

    private static func options(_ text: String) -> Set<String> {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
        return Set(words.filter { $0.hasPrefix("--") && $0.contains(where: \.isLetter) }.map(String.init))
    }

    private static func trimmed(_ lines: [some StringProtocol]) -> [String] {
        lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
