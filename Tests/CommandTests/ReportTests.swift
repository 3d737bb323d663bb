import Foundation
import TestSupport
import Testing

/// `linktally report` over what `linktally ingest` counted.
@Suite struct ReportTests {
    /// The report of a store is that of a scan of the same logs, byte for byte; of a part of the time, too.
    @Test func aReportIsTheScanOfTheSameLogs() throws {
        let seed = TestSeed.drawn % 10_000
        for seed in seed..<seed + 4 { try compare(seed) }
    }

    private func compare(_ seed: UInt64) throws {
        let scratch = try Scratch()
        var random = SplitMix(seed: seed)
        for (index, format) in ["combined", "cloudfront", "caddy", "iis"].enumerated() {
            let (lines, hours) = (Int.random(in: 1...300, using: &random), Int.random(in: 1...60, using: &random))
            let start = "2026-11-2\(Int.random(in: 0...9, using: &random))T0\(Int.random(in: 0...9, using: &random))"
            let log = try Command.shell(
                """
                linktally-loggen --format \(format) --seed \(seed) --lines \(lines) --hours \(hours) --start \(start) \
                    \(Bool.random(using: &random) ? "--scatter" : "") > \(index).log
                printf 'no line of a log \\0\\n\\n' >> \(index).log
                """, in: scratch.folder)
            #expect(log.status == 0, "\(log.errors)")
        }
        // Bytes that are no UTF-8.
        let request = #""GET /\xff?utm_source=\xfe%%20&utm_term=\xfe HTTP/1.1" 200 1 "-" "-"\n"#
        let hostile = "1 - - [20/Nov/2026:05:00:00 +0000] " + request
        _ = try Command.shell("printf '\(hostile)' >> 0.log", in: scratch.folder)
        // Without a time.
        _ = try scratch.file("urls", "/a?utm_source=x&client_reference_id=1\n/a?utm_source=a.b\n/b?utm_term=%%\n")
        let ingest = try Command.shell(
            "gzip 1.log; linktally ingest --store t.sqlite --jobs 2 *.log* urls", in: scratch.folder)
        #expect(ingest.status == 0, "seed \(seed): \(ingest.errors)")
        for options in ["", "--output csv", "--top 3", "--top 2 --output json --redact-rejected"] {
            try compare(scratch, "seed \(seed)", options)
        }
        for _ in 0..<3 {
            let day = 20 + Int.random(in: 0...9, using: &random)
            let from = "2026-11-\(day)T0\(Int.random(in: 0...9, using: &random))"
            try compare(scratch, "seed \(seed)", "--from \(from) --to 2026-11-\(day + 1)T09:00Z")
        }
    }

    /// Compares a report with a scan of the logs that the report names, in its order.
    private func compare(_ scratch: Scratch, _ name: String, _ options: String) throws {
        let others = options.replacing(#/--output \w+/#, with: "")
        let json = try Command.shell("linktally report --store t.sqlite \(others) --output json", in: scratch.folder)
        #expect(json.status == 0, "\(name) \(options): \(json.errors)")
        let inputs = try #require(json.json["inputs"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        guard !inputs.isEmpty else { return }
        let form = options.contains("--output") ? options : "--output json \(options)"
        let difference = try Command.shell(
            """
            linktally report --store t.sqlite \(form) | sed 's/"period":{[^}]*},//' > report
            linktally scan \(form) \(inputs.joined(separator: " ")) | sed 's/"near_misses":\\[[^]]*\\],//' > scan
            [[ -s scan ]] && cmp report scan >&2 && exit
            diff report scan | head -n 20
            """, in: scratch.folder)
        #expect(difference.status == 0 && difference.output.isEmpty, "\(name) \(options): \(difference.text)")
    }

    private static func line(_ time: String, _ query: String, _ status: Int = 200, path: String = "/lp") -> String {
        #"1 - - [\#(time) +0000] "GET \#(path)?\#(query) HTTP/1.1" \#(status) 1 "-" "-""# + "\n"
    }

    /// A store with a log, in a folder that is gone with the result.
    private func store(_ lines: [String]) throws -> Scratch {
        let scratch = try Scratch()
        _ = try scratch.file("access.log", lines.joined())
        let ingest = try Command.shell("linktally ingest --quiet --store t.sqlite access.log", in: scratch.folder)
        #expect(ingest.status == 0, "\(ingest.errors)")
        return scratch
    }

    private static let days = [
        line("30/Nov/2026:22:30:00", "utm_campaign=b"), line("30/Nov/2026:23:30:00", "utm_campaign=a"),
        line("30/Nov/2026:23:59:59", "utm_campaign=a", 404), line("01/Dec/2026:00:00:00", "utm_campaign=a,"),
        line("02/Dec/2026:12:00:00", "utm_campaign=a&utm_source=x"),
    ]

    /// What had no hits before is new; not where the store has nothing from before at all.
    @Test(arguments: [
        ("--by day --group-by campaign", ["2026-11-30  a", "-"], ["2026-12-02  a", "new"]),
        ("--by day", ["2026-11-30", "-"], ["2026-12-02", "new"]),
        ("--by day --goal /nothing", ["2026-11-30  /nothing", "before"], ["2026-12-02  /nothing", "before"]),
    ])
    func whatIsNew(options: String, first: [String], second: [String]) throws {
        let scratch = try store(Self.days)
        let run = try Command.shell(
            "linktally report --store t.sqlite --compare \(options) 2>&1", in: scratch.folder)
        let lines = run.text.split(separator: "\n").map(String.init)
        for (place, change) in [(first[0], first[1]), (second[0], second[1])] where change != "before" {
            #expect(lines.contains { $0.hasSuffix("  \(change)  \(place)") }, "\(run.text)")
        }
        if first[1] == "before" {
            let changes = lines.filter { $0.hasSuffix("change") }.map { $0.split(separator: " ").first }
            #expect(changes == ["-", "-100.0%", "new"], "\(run.text)")
        }
    }

    /// Requests without a time have no time before.
    @Test func whatHasNoTimeIsNotNew() throws {
        let scratch = try store(Self.days + [Self.line("32/Nov/2026:12:00:00", "utm_campaign=u")])
        for options in ["", "--group-by campaign", "--goal /nothing"] {
            let run = try Command.shell(
                "linktally report --store t.sqlite --compare --by day \(options)", in: scratch.folder)
            #expect(run.text.contains("unknown"), "\(run.text)")
            let unknown = run.text.split(separator: "\n").drop { !$0.contains("unknown") }
            #expect(!unknown.contains { $0.contains("new") }, "\(run.text)")
        }
    }

    @Test(arguments: [("2026-11-29", "-"), ("2026-11-30", "-"), ("2026-12-02", "new")])
    func whatIsNewSince(from: String, change: String) throws {
        let scratch = try store(Self.days)
        let run = try Command.shell(
            "linktally report --store t.sqlite --from \(from) --to 2026-12-03 --compare --group-by source,campaign",
            in: scratch.folder)
        #expect(run.text.contains("  \(change)  x       a\n"), "\(run.text)")
    }

    @Test func tables() throws {
        let scratch = try store(Self.days)
        func csv(_ options: String) throws -> String {
            let run = try Command.shell("linktally report --store t.sqlite --output csv \(options)", in: scratch.folder)
            #expect(run.status == 0, "\(run.errors)")
            return run.text
        }
        #expect(
            try csv("--by month") == """
                requests,hits,errors,lost_attribution,period
                3,3,1,0,2026-11
                2,1,0,1,2026-12

                """)
        #expect(
            try csv("--by month --time-zone Europe/Berlin --group-by source,campaign --compare") == """
                hits,errors,hits_before,change_percent,period,source,campaign
                1,0,0,,2026-11,,b
                2,1,0,,2026-12,,a
                0,0,1,-100.0,2026-12,,b
                1,0,0,,2026-12,x,a

                """)
        #expect(
            try csv("--from 2026-12-01 --to 2026-12-03 --compare --time-zone Europe/Berlin --group-by campaign") == """
                hits,errors,hits_before,change_percent,campaign
                3,1,0,,a
                0,0,1,-100.0,b

                """)
        let json = try Command.shell(
            "linktally report --store t.sqlite --by day --from 2026-12-02 --compare --output json", in: scratch.folder)
        #expect(
            json.text == """
                {"schema":"linktally-periods/1","by":"day","group_by":null,"time_zone":"UTC","period":\
                {"from":"2026-12-02T00:00Z","to":null,"unknown_hour_requests":0},"rows":[
                {"requests":1,"hits":1,"errors":0,"lost_attribution":0,"hits_before":0,"change_percent":null,"period":"2026-12-02"}]}

                """)
    }

    @Test func conversions() throws {
        let time = "30/Nov/2026:22:30:00"
        let scratch = try store([
            Self.line(time, "utm_campaign=a&utm_source=x", path: "/lp"), Self.line(time, "utm_campaign=a", path: "/lp"),
            Self.line(time, "utm_campaign=b", path: "/lp"), Self.line(time, "utm_campaign=b", path: "/other"),
            Self.line(time, "utm_campaign=a&utm_source=x", path: "/thanks/1"),
            Self.line(time, "utm_campaign=b", path: "/thanks/1"), Self.line(time, "utm_campaign=b", path: "/thanks/1"),
            Self.line(time, "utm_campaign=c", path: "/thanks/2"), Self.line(time, "", path: "/thanks/2"),
            Self.line("01/Dec/2026:22:30:00", "utm_campaign=a", path: "/thanks/1"),
        ])
        let command = "linktally report --store t.sqlite --to 2026-12-01 --goal done=/thanks/* --goal '/nowhere'"
        let csv = try Command.shell("\(command) --output csv", in: scratch.folder)
        #expect(
            csv.text == """
                hits,conversions,rate_percent,goal,campaign,source
                1,0,0.00,done,a,
                1,1,100.00,done,a,x
                2,2,100.00,done,b,
                0,1,,done,c,
                1,0,0.00,/nowhere,a,
                1,0,0.00,/nowhere,a,x
                2,0,0.00,/nowhere,b,

                """)
        #expect(csv.errors.contains("linktally: --goal /nowhere fits no link of the store\n"))
        #expect(csv.errors.contains("linktally: a page that is loaded again counts again\n"))
        let json = try Command.shell("\(command) --output json", in: scratch.folder)
        #expect(
            json.text.contains(
                """
                "goals":[
                {"hits":4,"conversions":4,"rate_percent":100.00,"conversions_not_clicked":1,"goal_links":2,"goal":"done"},
                """)
                && json.text.contains(
                    """
                    "links":[
                    {"hits":2,"conversions":1,"rate_percent":50.00,"goal":"done","link":"/lp"},
                    {"hits":2,"conversions":2,"rate_percent":100.00,"goal":"done","link":"(several links)"},
                    {"hits":0,"conversions":1,"rate_percent":null,"goal":"done","link":"(not clicked)"},
                    """)
                && json.text.contains(
                    """
                    "never_converted":[
                    {"hits":1,"source":"","medium":"","campaign":"a","term":"","content":""}]
                    """),
            "\(json.text)")
        let text = try Command.shell(command, in: scratch.folder)
        #expect(text.text.contains("     4            4  100.00%            1      2  done\n"), "\(text.text)")
    }

    /// A time that a stranger wrote, when the zone had no whole hours yet, is in nobody's way where the report is not about it.
    @Test func timesOfOld() throws {
        let scratch = try store(Self.days + [Self.line("01/Jan/1880:00:00:00", "utm_campaign=a")])
        let command = "linktally report --store t.sqlite --output csv --by day --time-zone Europe/Berlin"
        let all = try Command.shell(command, in: scratch.folder)
        #expect(all.status == 1 && all.output.isEmpty, "\(all.text)")
        #expect(all.errors.contains("is not on whole hours of UTC (at 1880-01-01T00:00Z)"), "\(all.errors)")
        let some = try Command.shell("\(command) --from 2026-11-01", in: scratch.folder)
        #expect(some.status == 0 && some.text.split(separator: "\n").count == 4, "\(some.errors)")
        #expect(try Command.shell("\(command) --from 2026-12-01 --compare", in: scratch.folder).status == 0)
    }

    @Test func requestsWithoutATime() throws {
        let scratch = try Scratch()
        _ = try scratch.file("urls", "/a?utm_campaign=x\n/a?utm_campaign=x\n")
        let run = try Command.shell(
            """
            linktally ingest --quiet --store t.sqlite urls && linktally report --store t.sqlite --by day --output csv
            linktally report --store t.sqlite --by day --from 1d --output csv
            """, in: scratch.folder)
        #expect(run.text == "\(header)2,2,0,0,unknown\n\(header)")
        #expect(run.errors.contains("linktally: 2 requests without a readable time are left out\n"))
    }

    private let header = "requests,hits,errors,lost_attribution,period\n"

    /// A time before now goes back to where its period begins.
    @Test func relativeTimes() throws {
        let scratch = try store(Self.days)
        for (options, pattern) in [
            ("--from 36h", #/"from":"....-..-..T..:00Z"/#), ("--from 36h --by day", #/"from":"....-..-..T00:00Z"/#),
            ("--from 40d --by month", #/"from":"....-..-01T00:00Z"/#),
            ("--from 40d --by month --time-zone Etc/GMT-3", #/"from":"....-..-01T00:00\+03:00"/#),
        ] {
            let run = try Command.shell(
                "linktally report --store t.sqlite --output json \(options)", in: scratch.folder)
            #expect(run.status == 0 && run.text.contains(pattern), "\(options): \(run.text) \(run.errors)")
        }
        // What is compared ends with a whole hour.
        let run = try Command.shell(
            "linktally report --store t.sqlite --output json --from 7d --compare", in: scratch.folder)
        #expect(run.text.contains(#/"from":"....-..-..T..:00Z","to":"....-..-..T..:00Z"/#), "\(run.text) \(run.errors)")
    }

    /// Of rows that an older version counted it may not be known which lost values: then it is said of none.
    @Test func lossesThatAreNotKnown() throws {
        let log = [
            Self.line("30/Nov/2026:22:30:00", "utm_campaign=b&utm_source=x.y"),
            Self.line("30/Nov/2026:22:30:00", "utm_campaign=b"), Self.line("30/Nov/2026:23:30:00", "utm_source=."),
        ]
        let scratch = try store(log)
        func report(_ options: String) throws -> Command {
            try Command.shell("linktally report --store t.sqlite \(options)", in: scratch.folder)
        }
        #expect(
            try report("").text.contains("\n  hits  share  lost a value  campaign\n     2   100%             1  b\n"))
        #expect(try report("--output csv").text.hasSuffix(",,b,,,2,0,1,\n"))
        let change = "UPDATE attribution SET with_rejection = NULL"
        #expect(try Command.shell("sqlite3 t.sqlite '\(change)'", in: scratch.folder).status == 0)
        #expect(try Command.shell("linktally store check --store t.sqlite", in: scratch.folder).status == 0)
        let text = try report("").text
        #expect(text.contains("\n  hits  share  campaign\n     2   100%  b\n"), "\(text)")
        #expect(text.contains("\nWhich campaigns and sources lost values is not known: "), "\(text)")
        #expect(try report("--output csv").text.hasSuffix(",,b,,,2,0,,\n"))
        let json = try report("--output json")
        #expect(
            json.text.contains(#""campaign":"b","term":"","content":"","hits":2,"errors":0,"with_rejection":null}"#))
        #expect(json.text.contains(#"{"value":"b","hits":2,"with_rejection":null}"#), "\(json.text)")
        #expect(json.text.contains(#""with_rejection":2,"lost_attribution":1,"lost_reference":0,"lost_all":1}"#))
    }

    /// Beyond `--max-memory` a report folds as a scan does, and no count is lost.
    @Test func moreValuesThanMemory() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            """
            linktally-loggen --scatter --lines 30000 > access.log
            linktally ingest --quiet --store t.sqlite access.log
            linktally report --store t.sqlite --max-memory 1M --output json
            """, in: scratch.folder)
        let rows = try #require(run.json["attributions"] as? [[String: Any]]).compactMap { $0["hits"] as? Int }
        let requests = try #require(run.json["requests"] as? [String: Int])
        #expect(run.status == 0 && rows.reduce(0, +) == requests["attributed"] && rows.count > 100)
        let folded = try #require(run.json["folded"] as? [Any])
        #expect(!folded.isEmpty && run.errors.contains("more distinct values than --max-memory has room for"))
        let groups = try Command.shell(
            "linktally report --store t.sqlite --max-memory 1M --group-by campaign,source,link", in: scratch.folder)
        #expect(groups.status == 1 && groups.errors.contains("more groups than --max-memory has room for"))
    }

    /// The text shows campaigns and sources alone: rows by hour, link and all codes would fold where a scan does not.
    @Test func textTellsApartWhatAScanTellsApart() throws {
        let scratch = try Scratch()
        let run = try Command.shell(
            """
            linktally-loggen --lines 150000 > access.log
            linktally ingest --quiet --store t.sqlite access.log
            linktally --max-memory 2M access.log > scan
            linktally report --store t.sqlite --max-memory 2M > report
            linktally report --store t.sqlite --max-memory 2M --output csv > csv
            cmp scan report
            """, in: scratch.folder)
        let (report, rows) = (try scratch.read("report"), try scratch.read("csv"))
        #expect(run.status == 0 && !report.contains("(other)") && rows.contains("(other)"), "\(run.text)")
    }

    @Test func usageErrors() throws {
        let scratch = try store(Self.days)
        for (options, words) in [
            ("--by year", "use one of hour, day, week, month"), ("--group-by term", "nothing to group by"),
            ("--group-by link,link", "twice"), ("--compare", "needs a period"), ("--top 0", "--top 0"),
            ("--from 2026-11-23T14:30", "not on a whole hour"), ("--from x", "is no time"),
            ("--from 2026-12-01 --to 2026-12-01", "is not before"), ("--time-zone Mars/Base", "no known time zone"),
            ("--time-zone Asia/Kolkata", "is not on whole hours of UTC"),
            ("--time-zone Asia/Kolkata", "use Etc/GMT-5, whose days begin 30 minutes later,"),
            ("--time-zone Asia/Kathmandu", "use Etc/GMT-5, whose days begin 45 minutes later,"),
            ("--time-zone America/St_Johns", "use Etc/GMT+4, whose days begin 30 minutes later,"),
            ("--by week --from 2026-12-01 --compare", "use 2026-11-30T00:00Z"),
            ("--goal ''", "fits no link"), ("--goal a=/a --goal a=/b", "twice"),
            ("--goal /a --compare", "needs a period"), ("--goal /a --by year", "use one of hour, day, week, month"),
        ] {
            let run = try Command.shell("linktally report --store t.sqlite \(options)", in: scratch.folder)
            #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(words), "\(options): \(run.errors)")
        }
    }

    @Test func storesThatCannotBeRead() throws {
        let scratch = try store(Self.days)
        let newer = "INSERT INTO grdb_migrations VALUES ('99 new')"
        _ = try Command.shell(
            """
            cp t.sqlite newer; python3 -c "import sqlite3; d=sqlite3.connect('newer'); d.execute(\\"\(newer)\\"); d.commit()"
            (head -c 8192 t.sqlite; head -c 200000 /dev/urandom) > damaged; echo no database, but long enough for one > foreign
            """, in: scratch.folder)
        for (name, words) in [
            ("missing", "no such store"), ("foreign", "no LinkTally store"), ("newer", "newer schema"),
            ("damaged", "damaged"),
        ] {
            let run = try Command.shell("linktally report --store \(name)", in: scratch.folder)
            #expect(run.status == 1 && run.output.isEmpty && run.errors.contains(words), "\(name): \(run.errors)")
        }
        let names = try scratch.names
        #expect(!names.contains("missing"))
        let full = try Command.shell("linktally report --store t.sqlite --by day > /dev/full", in: scratch.folder)
        #expect(full.status == 1 && full.errors.contains("stdout: cannot be written"))
    }
}
