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
            printf 'LZIP\\001garbage' > "it's.lz"
            iconv -f UTF-8 -t UTF-16 '\(Command.sample)' > utf16.log
            """)
        try #require(made.status == 0, "\(made.errors)")
    }

    @Test func scan() throws {
        var run = try shell(#"linktally "it's.lz""#)
        #expect(run.status == 1 && run.output.isEmpty)
        #expect(
            run.errors == """
                linktally: it's.lz: is packed with lzip, and only gzip, zstd, bzip2, xz and lz4 are unpacked (other_compression); nothing of it was \
                counted; unpack it first: lzip -dc 'it'\\''s.lz' | linktally

                """)
        run = try shell(#"linktally < "it's.lz""#)
        #expect(run.status == 1 && run.errors.hasSuffix("; unpack it first: ... | lzip -dc | linktally\n"))
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

    /// Archives, be they packed, are named by every command, and what the message advises works.
    @Test func archives() throws {
        let made = try shell(
            "cp '\(Command.sample)' access.log && tar -cf logs.tar access.log && tar -czf logs.tgz access.log")
        try #require(made.status == 0, "\(made.errors)")
        for (name, line) in [("logs.tar", ""), ("logs.tgz", ""), ("logs.tgz", "explain ")] {
            let run = try shell("linktally \(line)\(name)")
            #expect(run.status == 1 && run.output.isEmpty, "\(line)\(name)")
            #expect(
                run.errors.contains("\(name): is a tar archive, and archives are not read (other_compression)")
                    && run.errors.contains("; unpack it first: tar -xOf \(name)"), "\(run.errors)")
        }
        let expected = try Command.linktally("--output", "csv", Command.sample)
        #expect(try shell("tar -xOf logs.tgz | linktally --output csv").output == expected.output)
        let run = try shell("linktally < logs.tgz")
        #expect(run.status == 1 && run.errors.contains("tar -xOf FILE | linktally"), "\(run.errors)")
    }

    /// The same report of a log however it is packed, from a file and from stdin; and the way out where a window is too large.
    @Test func packed() throws {
        let expected = try Command.linktally("--output", "csv", Command.sample)
        for packer in Packer.available {
            let log = try [UInt8](Data(contentsOf: URL(filePath: Command.sample)))
            let path = try scratch.file("log", packer.pack(log))
            #expect(try Command.linktally("--output", "csv", path).output == expected.output, "\(packer)")
            #expect(try shell("cat log | linktally --output csv").output == expected.output, "\(packer)")
        }
        guard Packer.available.contains(.zstd) else { return }
        _ = try scratch.file("long.zst", [0x28, 0xB5, 0x2F, 0xFD, 0, 17 << 3 | 1, 9, 0, 0, 10])
        let run = try shell("linktally long.zst")
        #expect(
            run.status == 3
                && run.errors.contains(
                    "zstd data needs a window of more than 128 MiB at byte 6 (window_too_large); 0 whole lines were "
                        + "counted; unpack it first: zstd -dc --long=31 long.zst | linktally\n"),
            "\(run.errors)")
    }

    @Test func ingest() throws {
        let run = try shell(#"linktally ingest --store tally.sqlite "it's.lz" utf16.log '\#(Command.sample)'"#)
        #expect(run.status == 3)
        #expect(
            run.errors.contains(
                "lz4 are unpacked (other_compression); nothing of it was kept; write it to a file that can be read, and "
                    + #"name that: lzip -dc 'it'\''s.lz' | gzip > 'it'\''s.gz'"#), "\(run.errors)")
        #expect(run.errors.contains("iconv -f UTF-16LE -t UTF-8 utf16.log | gzip > utf16.log.gz"))
    }

    @Test func listsSheetsAndEvents() throws {
        try #require(try shell("linktally ingest --quiet --store tally.sqlite '\(Command.sample)'").status == 0)
        for line in ["check - <", "link --from", "check --csv", "reconcile --store tally.sqlite"] {
            let run = try shell(#"linktally \#(line) "it's.lz""#)
            #expect(run.status == 1 && run.errors.contains("is packed with lzip"), "\(line): \(run.errors)")
            let command = line.hasSuffix("<") ? "... | lzip -dc\n" : #"lzip -dc 'it'\''s.lz'"# + "\n"
            #expect(run.errors.hasSuffix("; unpack it first: \(command)"), "\(line)")
        }
    }
}
