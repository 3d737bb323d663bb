import Foundation
import TestSupport
import Testing

@Suite struct ScanTests {
    private static let line =
        #"10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET /lp?utm_source=chatgpt.com HTTP/1.1" 200 1 "-" "-""# + "\n"

    @Test func textReport() throws {
        let run = try Command.linktally(input: Array(Self.line.utf8))
        #expect(run.status == 0)
        #expect(run.errors == "linktally: -: format combined, told from the first lines\n")
        #expect(run.text.contains("       1  utm_source=chatgpt.com: '.' at byte 8 is not allowed; try chatgpt-com\n"))
        #expect(run.text.contains("on /lp at -:1"))
    }

    @Test func emptyInput() throws {
        for arguments in [["/dev/null"], ["-"], []] {
            let run = try Command.run(Command.folder.appending(path: "linktally").path, arguments)
            #expect(run.status == 0 && run.errors.isEmpty && run.text.contains("No request has a UTM code"))
        }
    }

    @Test func usageErrors() throws {
        let lines = [
            "--bogus", "--format nope", "--output nope", "--top 0", "--top x", "--jobs 0", "--jobs 2000",
            "--decoder nope", "--max-memory x", "--max-memory 1K", "--max-malformed 101", "--max-malformed x",
            "- -", "--files-from - -", "--references -", "--references x --output-file x",
            "--from x", "--to 2026-02-30", "--from 2026-11-23 --to 2026-11-23", "--status 20x", "--link ''",
            "--bots no",
            "--log-format x", "--json-keys x", "--format url --log-format %r", "--log-format %r --json-keys target=x",
        ]
        for line in lines {
            let run = try Command.shell("linktally \(line) < /dev/null")
            #expect(run.status == 2 && run.output.isEmpty, "\(line)")
            #expect(run.errors.contains("Usage: linktally [scan]"), "\(line): \(run.errors)")
        }
        #expect(
            try Command.linktally("--format", "nope").errors.contains("All are listed by: linktally formats"))
    }

    @Test func filters() throws {
        func lines(_ options: String) throws -> [Int] {
            let run = try Command.shell("linktally --output json \(options) '\(Command.sample)'")
            #expect(run.status == 0, "\(options): \(run.errors)")
            let lines = try #require(run.json["lines"] as? [String: Int])
            return [lines["requests"]!, lines["filtered"]!, lines["total"]!]
        }
        let all = try lines("")
        #expect(all[0] > 0 && all[1] == 0)
        for option in [
            "--from 2026-11-23T12", "--to 2026-11-23T12:00:00Z", "--status 3xx", "--link '/pay/*'", "--bots exclude",
            "--bots only", "--status 2xx --bots exclude --link '*-7?' --from 2026-11-23 --to 2026-11-24",
        ] {
            let some = try lines(option)
            #expect(some[0] > 0 && some[1] > 0 && some[0] + some[1] == all[0] && some[2] == all[2], "\(option)")
        }
        #expect(try lines("--bots exclude")[0] == lines("--bots only")[1])
        // Where nothing is left, it says what took it.
        let none = try Command.linktally("--status", "101", "--link", "/\u{1B}*", Command.sample)
        #expect(
            none.status == 0
                && none.text.hasSuffix(
                    #"""
                    No request is left: all 1,148 requests were filtered out by
                      --status 101
                      --link /\x1B*
                    Leave some of them out to see which it was.

                    """#),
            "\(none.text)")
        let untagged = "x - - [23/Nov/2026:10:00:00 +0000] \"GET /x HTTP/1.1\" 200 1 \"-\" \"-\"\n"
        let some = try Command.linktally(
            "--to", "2027-01-01", "--link", "/x", input: Array((Self.line + untagged).utf8))
        #expect(some.text.contains("No request that is left has a UTM code or a client_reference_id.\n"))
        #expect(some.text.contains("\nBut 1 request was filtered out by\n  --to"))
        #expect(try lines("--from 1h")[0] == 0)
    }

    /// A filter that the input's format cannot answer is an error; other inputs are read.
    @Test func filtersThatAFormatCannotAnswer() throws {
        let scratch = try Scratch()
        for (option, code) in [
            ("--bots exclude", "no_user_agent"), ("--status 2xx", "no_status"), ("--from 1h", "no_time"),
        ] {
            let command = "echo '/a?utm_source=x' > urls; linktally \(option) urls"
            let alone = try Command.shell(command, in: scratch.folder)
            #expect(alone.status == 1 && alone.errors.contains(code) && alone.output.isEmpty, "\(alone.errors)")
            let beside = try Command.shell("\(command) '\(Command.sample)' --output json", in: scratch.folder)
            let inputs = try #require(beside.json["inputs"] as? [[String: Any]])
            #expect(beside.status == 3 && inputs[0]["error"] as? String == code && inputs[1]["error"] is NSNull)
        }
    }

    @Test func helpAndVersion() throws {
        let help = try Command.linktally("scan", "--help")
        #expect(help.status == 0 && help.errors.isEmpty)
        for part in ["EXAMPLES", "--files0-from", "linktally formats", "130"] {
            #expect(help.text.contains(part), "\(part)")
        }
        #expect(help.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(try Command.linktally("--version").text.hasPrefix("linktally 0.1.0 (decoders: "))
    }

    @Test func inputsThatCannotBeRead() throws {
        let missing = try Command.linktally("/nowhere/access.log")
        #expect(missing.status == 1 && missing.output.isEmpty)
        #expect(
            missing.errors
                == "linktally: /nowhere/access.log: cannot be opened: No such file or directory (open_failed)\n")
        let folder = try Command.linktally("/tmp")
        #expect(folder.errors.contains("is a directory; name the logs in it, or: find /tmp -type f"))
        #expect(try Command.linktally("/nowhere/*.gz").errors.contains("the shell left it as it is"))
        let prose = try Command.linktally(input: Array("no log \u{1B}[31m at all\n".utf8))
        #expect(prose.status == 1)
        #expect(prose.errors.contains(#"the first is: no log \x1B[31m at all"#))
        #expect(prose.errors.contains("name the format with --format (linktally formats lists them)"))
    }

    @Test func inputsOfEveryKind() throws {
        let scratch = try Scratch()
        let pipe = try Command.shell(
            "mkfifo pipe; cat '\(Command.sample)' > pipe & linktally pipe; status=$?; wait; exit $status",
            in: scratch.folder)
        #expect(pipe.status == 0 && pipe.text.hasPrefix("LinkTally: 1 input, 292.7 kB of log"), "\(pipe.errors)")
        // Its first page is not mapped: the system refuses to read it.
        let unreadable = try Command.linktally("/proc/self/mem")
        #expect(unreadable.status == 3)
        #expect(unreadable.errors.contains("/proc/self/mem: cannot be read at byte 1: Input/output error (read_error)"))
        // More files than may be open at once.
        let many = try Command.shell(
            "head -n 1 '\(Command.sample)' > log; gzip -k log; for i in $(seq 2000); do ln log $i; ln log.gz $i.gz; done; "
                + "ulimit -n 40; find . -type f -print0 | linktally --files0-from - --output json | grep -o '\"total\":4002'",
            in: scratch.folder)
        #expect(many.status == 0, "\(many.errors)")
    }

    @Test func aFaultDoesNotStopTheRest() throws {
        let run = try Command.linktally(
            "--output", "json", "/nowhere/x", "Tests/Conformance/gz/trunc-no-trailer.log.gz", "Tests/Samples/access.log"
        )
        #expect(run.status == 3)
        #expect(
            run.errors.contains(
                "trunc-no-trailer.log.gz: gzip trailer ends early at byte 162,106 (truncated_trailer); "))
        let report = run.json
        let inputs = try #require(report["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["error"] as? String } == ["open_failed", "truncated_trailer", nil])
        #expect(inputs[0]["container"] is NSNull && inputs[0]["format"] is NSNull)
    }

    @Test func tooManyMalformedLines() throws {
        let log = Array((Self.line + Self.line + Self.line + "garbage\n").utf8)
        #expect(try Command.linktally(input: log).status == 0)
        #expect(try Command.linktally("--max-malformed", "25", input: log).status == 0)
        let run = try Command.linktally("--max-malformed", "24.9", input: log)
        #expect(run.status == 3 && run.text.contains("malformed"))
        #expect(run.errors.contains("-: 1 of 4 lines cannot be read as combined, more than --max-malformed allows"))
    }

    /// A link is no log; another command says what becomes of it.
    @Test func aLinkIsNoFile() throws {
        let run = try Command.linktally("https://buy.example.com/x?utm_source=a&utm_medium=b")
        #expect(
            run.status == 1
                && run.errors.contains("linktally check 'https://buy.example.com/x?utm_source=a&utm_medium=b'"),
            "\(run.errors)")
    }

    /// Beyond the memory for distinct values the report says what was folded, in every form.
    @Test func foldedReports() throws {
        let log = Array((0..<40_000).map { "/p?utm_source=s&utm_campaign=c\($0)\n" }.joined().utf8)
        for (form, mark) in [
            ("text", "Folded: distinct values"), ("json", "\"folded\":[\"campaign\"]"),
            ("csv", ",(other),,,39000,0,0,campaign"),
        ] {
            let run = try Command.linktally(
                "--format", "url", "--max-memory", "1M", "--jobs", "1", "--output", form, input: log)
            #expect(run.status == 0 && run.text.contains(mark), "\(form)")
            #expect(run.errors.contains("counted as (other): campaign (39,000 hits)"))
        }
    }

    @Test func listsOfFiles() throws {
        let scratch = try Scratch()
        let (first, second) = (
            try scratch.file("a b.log", Self.line), try scratch.file("c\nd.log", Self.line + Self.line)
        )
        func lines(_ run: Command) throws -> Int? {
            let report = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
            return (report?["lines"] as? [String: Int])?["total"]
        }
        let list = try scratch.file("list", "\(first)\n\n\(first)")
        #expect(try lines(Command.linktally("--output", "json", "--files-from", list)) == 2)
        let zeros = Array("\(first)\0\(second)\0".utf8)
        #expect(try lines(Command.linktally("--output", "json", "--files0-from", "-", input: zeros)) == 3)
        #expect(try lines(Command.linktally("--output", "json", second, "--files-from", list)) == 4)
        // Names that end in CR: of a list whose lines all do they are not meant, of any other they are.
        let carriage = try scratch.file("r.log\r", Self.line + Self.line + Self.line)
        #expect(
            try lines(
                Command.linktally(
                    "--output", "json", "--files-from", "-", input: Array("\(first)\r\n\r\n\(first)\r\n".utf8))) == 2)
        #expect(
            try lines(Command.linktally("--output", "json", "--files-from", "-", input: Array("\(first)\r".utf8))) == 1)
        #expect(
            try lines(
                Command.linktally("--output", "json", "--files-from", "-", input: Array("\(first)\n\(carriage)\n".utf8))
            ) == 4)
        #expect(
            try lines(Command.linktally("--output", "json", "--files0-from", "-", input: Array("\(carriage)\0".utf8)))
                == 3)
        let none = try Command.linktally("--files-from", "/dev/null")
        #expect(none.status == 0 && none.errors.contains("names none"))
        #expect(try Command.linktally("--files-from", "/nowhere").status == 1)
    }

    @Test func namesThatAreNotUTF8() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            #"cp '\#(Command.sample)' $'\xff.log'; linktally $'\xff.log' | head -n 1"#,
            in: scratch.folder)
        #expect(run.text.hasPrefix("LinkTally: 1 input, 292.7 kB of log"), "\(run.errors)")
        // Two that look the same, in any order, with options before and behind.
        let both = try Command.shell(
            #"printf '/?utm_source=one\n' > $'a\xfe'; printf '/?utm_source=two\n' > $'a\xff'; "#
                + #"linktally --files-from=<(printf 'a\xfe\n') --output json --output-file $'a\xfd' $'a\xff' $'a\xf4\x8f\xbf\xbe'; "#
                + #"cat $'a\xfd'; ls -b"#, in: scratch.folder)
        #expect(both.text.contains(#""value":"two""#) && both.text.contains(#""value":"one""#), "\(both.text)")
        #expect(both.text.contains(#"a\375"#) && !both.text.contains("tmp"), "\(both.text)")
        #expect(both.errors.contains("a\u{10FFFE}: cannot be opened"), "\(both.errors)")
    }

    /// What is written goes to the bytes that were named, and to stdout for `-`.
    @Test(arguments: [
        "linktally --output-file $'\\xffo' --references $'r\\xff' Tests.log",
        "linktally report --store s.sqlite --output-file $'\\xffo'",
        "linktally reconcile --store s.sqlite --output-file $'\\xffo' /dev/null",
        "linktally check --output-file $'\\xffo' 'https://a.example/?utm_source=a'",
        "linktally link --output-file $'\\xffo' https://a.example/ --source a",
        "linktally ingest --quiet --store s.sqlite --metrics-file $'\\xffo' Tests.log",
    ])
    func outputsThatAreNotUTF8(line: String) throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            """
            cp '\(Command.sample)' Tests.log && linktally ingest --quiet --store s.sqlite Tests.log
            \(line) || exit $?
            test -s $'\\xffo' || exit 9
            mkdir $'d\\xff' && chmod 500 $'d\\xff'
            \(line.replacingOccurrences(of: "$'\\xffo'", with: "-")) | head -c 20
            """, in: scratch.folder)
        #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
        let wrong = try Command.shell(
            line.replacingOccurrences(of: "$'\\xffo'", with: "$'nowhere\\xff/o'"), in: scratch.folder)
        #expect(
            wrong.status == 1 && wrong.errors.contains("nowhere\u{FFFD}/o: cannot be written: No such file"),
            "\(wrong.errors)")
    }

    /// Values that are texts cannot be anything else.
    @Test(arguments: [
        "linktally --link $'/\\xff'", "linktally --log-format=$'\\xff'", "linktally ingest --store $'\\xff' x",
        "linktally ingest --store=s --origin $'\\xff' x", "linktally report --store s --goal $'/\\xff'",
    ])
    func valuesThatAreNotUTF8(line: String) throws {
        let scratch = try Scratch()
        let run = try Command.shell(line, in: scratch.folder)
        #expect(run.status == 2 && run.errors.contains("\u{FFFD}' is not UTF-8"), "\(run.errors)")
        #expect(try scratch.names.isEmpty)
    }

    @Test func filesAreWrittenWholeOrNotAtAll() throws {
        let scratch = try Scratch()
        let report = try scratch.file("report.json", "old")
        #expect(try Command.linktally("--output", "json", "--output-file", report, Command.sample).status == 0)
        #expect(try scratch.read("report.json").hasPrefix(#"{"schema":"linktally/1""#))
        #expect(try scratch.names == ["report.json"])
        // Nothing was read: the old report stays.
        #expect(try Command.linktally("--output-file", report, "/nowhere").status == 1)
        #expect(try scratch.read("report.json").hasPrefix("{") && scratch.names == ["report.json"])
        // The disk is full in the middle.
        let full = try Command.shell(
            "ulimit -f 1; linktally --output csv --output-file '\(report)' Tests/Samples/access.log")
        #expect(
            full.status == 1 && full.errors.contains("report.json: cannot be written: File too large"), "\(full.errors)"
        )
        #expect(try scratch.read("report.json").hasPrefix("{") && scratch.names == ["report.json"])
        let unwritable = try Command.linktally("--output-file", "/nowhere/report", Command.sample)
        #expect(
            unwritable.status == 1 && unwritable.errors.contains("/nowhere/report: cannot be written: No such file"))
        #expect(unwritable.errors.contains("make its folder first"))
        #expect(try Command.linktally("--output-file", "", Command.sample).status == 2)
    }

    @Test func references() throws {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "references.csv").path
        #expect(try Command.linktally("--references", file, Command.sample).status == 0)
        let rows = try scratch.read("references.csv").split(separator: "\n")
        #expect(rows.first == "reference,hits,first_hour,link,source,medium,campaign,term,content")
        #expect(
            rows.count == 1 + 217
                && rows[1...].allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 9 })
        #expect(rows[1...].map { $0.prefix { $0 != "," } } == rows[1...].map { $0.prefix { $0 != "," } }.sorted())
    }

    /// References that memory has no room for: the same list, nothing left over, and an error where the disk is full.
    @Test func referencesBeyondMemory() throws {
        let scratch = try Scratch()
        let make = "seq 1 60000 | awk '{ print \"/p?client_reference_id=a-long-name-for-a-reference-\" $1 }' > log; "
        let run = try Command.shell(
            make + "linktally --format url --references few --max-memory 1M log > /dev/null && "
                + "linktally --format url --references all log > /dev/null && cmp few all && wc -l < few",
            in: scratch.folder)
        #expect(run.status == 0 && run.text == "60001\n", "\(run.errors)")
        let full = try Command.shell(
            "for _ in 1 2 3 4 5; do sed \"s/$/$RANDOM/\" log; done > more; ulimit -f 4000; "
                + "linktally --format url --references full --max-memory 1M more", in: scratch.folder)
        #expect(full.status == 1 && full.output.isEmpty && full.errors.contains("full: not written"), "\(full.errors)")
        #expect(try scratch.names.sorted() == ["all", "few", "log", "more"])
    }

    @Test func outputsThatFail() throws {
        #expect(try Command.shell("linktally --output csv Tests/Samples/access.log > /dev/full").status == 1)
        #expect(try Command.shell("linktally Tests/Samples/access.log >&-").status == 1)
        #expect(try Command.shell("linktally --output-file /dev/full Tests/Samples/access.log").status == 1)
        let closed = try Command.shell("linktally Tests/Samples/access.log 2>/dev/null | true; exit ${PIPESTATUS[0]}")
        #expect(closed.status == 141 || closed.status == 0)
        let scratch = try Scratch()
        let pipe = try Command.shell(
            "linktally-loggen --lines 30000 --scatter | linktally --output csv 2>errors | head -n 1 >/dev/null; "
                + "status=${PIPESTATUS[1]}; cat errors >&2; exit $status", in: scratch.folder)
        #expect(pipe.status == 141 && !pipe.errors.contains("written"), "\(pipe.errors)")
    }

    @Test func interruptedRunsReportWhatTheyRead() throws {
        for (signal, status) in [("INT", 130), ("TERM", 143)] as [(String, Int32)] {
            // A writer that does not end: only the signal does. Job control keeps SIGINT from being ignored.
            let scratch = try Scratch()
            let run = try Command.shell(
                "set -m; mkfifo pipe; (cat '\(Command.sample)'; exec sleep 30) > pipe & writer=$!; "
                    + "linktally --format combined --output json < pipe & reader=$!; sleep 1; "
                    + "kill -\(signal) $reader; wait $reader; status=$?; kill -KILL $writer; exit $status",
                in: scratch.folder
            )
            #expect(run.status == status, "\(run.errors)")
            let report = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
            #expect((report?["lines"] as? [String: Int])?["total"] == 1_150, "\(run.errors)")
            #expect(((report?["inputs"] as? [[String: Any]])?.first?["error"] as? String) == "interrupted")
        }
    }

    @Test(arguments: [1, 2, 3, 8])
    func jobsMakeNoDifference(_ jobs: Int) throws {
        let scratch = try Scratch()
        let line =
            "linktally-loggen --bytes 20M > log; gzip -1 -k log; linktally --output json --jobs 1 log > one; "
            + "linktally --output json --jobs \(jobs) log > plain; linktally --output json --jobs \(jobs) log.gz | sed 's/log.gz/log/g; s/\"gzip\"/\"plain\"/' > gz; "
            + "linktally --output json --jobs \(jobs) < log | sed 's/\"name\":\"-\"/\"name\":\"log\"/; s/\"input\":\"-\"/\"input\":\"log\"/' > stdin; cmp one plain && cmp one gz && cmp one stdin"
        let run = try Command.shell(line, in: scratch.folder)
        #expect(run.status == 0, "\(run.text) \(run.errors)")
    }

    /// A list made by `find -print0` and read as lines would lose all names but the first.
    @Test func aListOfLinesHasNoZeroBytes() throws {
        let scratch = try Scratch()
        let list = try scratch.file("list", "\(Command.sample)\0\(Command.sample)\0")
        let run = try Command.linktally("--files-from", list)
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains("use --files0-from"))
        #expect(try Command.linktally("--files0-from", list).status == 0)
    }

    /// A named pipe that nobody writes to, and a list on one, end with the first signal.
    @Test(arguments: ["linktally pipe", "linktally --files-from pipe", "linktally check --csv pipe"])
    func aPipeThatNobodyWritesTo(line: String) throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            "mkfifo pipe; \(line) & pid=$!; sleep 1; kill -TERM $pid; wait $pid; echo $?", in: scratch.folder)
        #expect(run.text.hasSuffix("143\n"), "\(run.text) \(run.errors)")
    }

    @Test func wrongUsageIsEscaped() throws {
        let run = try Command.linktally("--format", "\u{1B}[31m")
        #expect(run.status == 2 && !run.errors.contains("\u{1B}") && run.errors.contains("\\x1B[31m"))
    }
}
