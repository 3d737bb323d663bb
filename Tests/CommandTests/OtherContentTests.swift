import Foundation
import TestSupport
import Testing

/// What is packed otherwise, or is no ASCII, is named with the way out, wherever it is read.
@Suite struct OtherContentTests {
    private let scratch: Scratch
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    init() throws {
        scratch = try Scratch()
        let made = try shell(
            """
            printf '\\050\\265\\057\\375garbage' > "it's.zst"
            iconv -f UTF-8 -t UTF-16 '\(Command.sample)' > utf16.log
            """)
        try #require(made.status == 0, "\(made.errors)")
    }

    @Test func scan() throws {
        var run = try shell(#"linktally "it's.zst""#)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(
            run.errors == """
                linktally: it's.zst: is packed with zstd, and only gzip is unpacked (other_compression); nothing of it was \
                counted; unpack it first: zstdcat 'it'\\''s.zst' | linktally

                """)
        run = try shell(#"linktally < "it's.zst""#)
        #expect(run.status == 1 && run.errors.hasSuffix("; unpack it first: ... | zstdcat | linktally\n"))
        // A format that was named makes no difference, and other inputs are counted.
        run = try shell("linktally --format combined --output json utf16.log '\(Command.sample)'")
        let inputs = try #require(run.json["inputs"] as? [[String: Any]])
        #expect(run.status == 3 && inputs[0]["error"] as? String == "other_encoding" && inputs[1]["error"] is NSNull)
        #expect(inputs[0]["container"] is NSNull)
        #expect(run.errors.contains("utf16.log: is UTF-16LE text, and only ASCII and UTF-8 are read (other_encoding)"))
        // Alone it has a report, too, where its format was named.
        run = try shell("linktally --format combined --output json utf16.log")
        let input = try #require((run.json["inputs"] as? [[String: Any]])?.first)
        #expect(run.status == 3 && input["error"] as? String == "other_encoding")
    }

    /// What a message advises works.
    @Test func theWayOut() throws {
        let run = try shell("linktally utf16.log")
        let parts = run.errors.dropLast().components(separatedBy: "; convert it first: ")
        try #require(parts.count == 2, "\(run.errors)")
        let expected = try Command.linktally("--output", "csv", Command.sample)
        #expect(try shell(parts[1] + " --output csv").output == expected.output)
    }

    @Test func ingest() throws {
        let run = try shell(#"linktally ingest --store tally.sqlite "it's.zst" utf16.log '\#(Command.sample)'"#)
        #expect(run.status == 3)
        #expect(
            run.errors.contains(
                "only gzip is unpacked (other_compression); nothing of it was kept; write it to a file that can be read, and "
                    + #"name that: zstdcat 'it'\''s.zst' | gzip > 'it'\''s.gz'"#), "\(run.errors)")
        #expect(run.errors.contains("iconv -f UTF-16LE -t UTF-8 utf16.log | gzip > utf16.log.gz"))
    }

    @Test func listsSheetsAndEvents() throws {
        try #require(try shell("linktally ingest --quiet --store tally.sqlite '\(Command.sample)'").status == 0)
        for line in ["check - <", "link --from", "check --csv", "reconcile --store tally.sqlite"] {
            let run = try shell(#"linktally \#(line) "it's.zst""#)
            #expect(run.status == 1 && run.errors.contains("is packed with zstd"), "\(line): \(run.errors)")
            let command = line.hasSuffix("<") ? "... | zstdcat\n" : #"zstdcat 'it'\''s.zst'"# + "\n"
            #expect(run.errors.hasSuffix("; unpack it first: \(command)"), "\(line)")
        }
    }
}
