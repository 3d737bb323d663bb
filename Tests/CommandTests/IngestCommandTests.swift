import Foundation
import TestSupport
import Testing

/// `linktally ingest` as its users see it.
@Suite struct IngestCommandTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FileManager.default.copyItem(
            at: URL(filePath: Command.sample), to: scratch.folder.appending(path: "access.log"))
    }

    @discardableResult
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    private func sqlite(_ sql: String) throws -> String {
        try shell("sqlite3 -readonly tally.sqlite \"\(sql)\"").text.trimmingCharacters(in: .newlines)
    }

    @Test func aNightAndTheNextOne() throws {
        var run = try shell("head -n 900 access.log > a.log; linktally ingest --store tally.sqlite a.log")
        #expect(run.status == 0 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("linktally: a.log: format combined, told from the first lines\n"))
        #expect(run.errors.contains("linktally: tally.sqlite: 1 file: 1 new; 900 lines, "))
        run = try shell("mv a.log a.log.1; gzip a.log.1; linktally ingest --store tally.sqlite a.log.1.gz access.log")
        #expect(run.status == 0 && run.errors.contains("tally.sqlite: 2 files: 1 grown, 1 known; 250 lines, "))
        #expect(try sqlite("SELECT lines, requests FROM logs") == "1150|1148")
        #expect(try sqlite("SELECT SUM(attributed) FROM hours") == sqlite("SELECT SUM(hits) FROM days"))
        run = try shell("linktally ingest --quiet --store tally.sqlite access.log")
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
    }

    @Test func aNewStoreIsPrivate() throws {
        _ = try shell("umask 022; linktally ingest --store tally.sqlite access.log")
        #expect(try shell("stat -c %a tally.sqlite").text == "600\n")
    }

    @Test func usageErrors() throws {
        for line in [
            "access.log", "--store tally.sqlite", "--store '' access.log", "--store t --wait -1 access.log",
            "--store t --wait 9223372036854775807 access.log",
            "--store t --bots no access.log", "--store t --from 24h access.log", "--store t --max-memory 1K access.log",
            "--store t --format nope access.log", "--store t --max-malformed 1 access.log",
        ] {
            let run = try shell("linktally ingest \(line)")
            #expect(run.status == 2 && run.errors.contains("Usage: linktally ingest"), "\(line): \(run.errors)")
        }
        #expect(try scratch.names == ["access.log"])
    }

    @Test func inputsThatCannotBeTakenIn() throws {
        var run = try shell("mkdir folder; mkfifo pipe; linktally ingest --store tally.sqlite - folder missing pipe")
        #expect(run.status == 1)
        #expect(
            run.errors.contains("-: stdin can be read only once, and a log must be read again to be known (no_file)"))
        #expect(run.errors.contains("linktally scan"))
        #expect(run.errors.contains("folder: is a directory (open_failed); name the logs in it, or: find folder"))
        #expect(run.errors.contains("missing: cannot be opened: No such file or directory (open_failed)"))
        #expect(run.errors.contains("pipe: is no regular file"))
        run = try shell("linktally ingest --store tally.sqlite missing access.log")
        #expect(run.status == 3)
        run = try shell("linktally store logs --store tally.sqlite")
        #expect(run.text.contains("access.log\n") && run.text.contains("  missing: open_failed, 20"))
        run = try shell("mv access.log missing; linktally ingest --store tally.sqlite missing")
        #expect(run.status == 0)
        #expect(try sqlite("SELECT COUNT(*) FROM failures WHERE name = 'missing'") == "0")
        // A text that is none of a log reaches the terminal without its control bytes.
        run = try shell("printf 'x\\033[2Jy z\\n' > text; linktally ingest --store tally.sqlite text")
        #expect(run.status == 1 && run.errors.contains("x\\x1B[2Jy z (unknown_format)"), "\(run.errors)")
    }

    /// The rest of a log is read as times of the same zone as before, or not at all.
    @Test func theZoneOfALogStays() throws {
        func line(_ time: String) -> String { #"{"u":"/p?utm_source=a","t":"2026/07/15 \#(time)"}"# }
        let ingest = "linktally ingest --store tally.sqlite --json-keys target=u,time=t"
        let hours = "SELECT hour FROM hours ORDER BY hour"
        var run = try shell("echo '\(line("12:10:00"))' > a.log; \(ingest) --assume-time-zone Europe/Berlin a.log")
        #expect(run.status == 0 && run.errors.contains("1 new"), "\(run.errors)")
        #expect(try sqlite(hours) == "2026-07-15T10")
        for zone in ["", "--assume-time-zone America/New_York", "--assume-time-zone +02:00"] {
            run = try shell("echo '\(line("13:10:00"))' >> a.log; \(ingest) \(zone) a.log")
            #expect(run.status != 0 && run.errors.contains("(other_format); leave the format out"), "\(run.errors)")
        }
        #expect(try sqlite(hours) == "2026-07-15T10")
        run = try shell("\(ingest) --assume-time-zone Europe/Berlin a.log")
        #expect(run.status == 0 && run.errors.contains("1 grown"), "\(run.errors)")
        #expect(try sqlite(hours) == "2026-07-15T10\n2026-07-15T11")
        // What has not changed is known, whatever zone is named.
        run = try shell("\(ingest) a.log")
        #expect(run.status == 0 && run.errors.contains("1 known"), "\(run.errors)")
        run = try shell("\(ingest) --assume-time-zone Mars/Crater a.log")
        #expect(run.status == 2 && run.errors.contains("'Mars/Crater' is no known time zone"), "\(run.errors)")
    }

    @Test func botsAreSetWhenTheStoreIsMade() throws {
        var run = try shell("linktally ingest --quiet --bots exclude --store tally.sqlite access.log")
        #expect(run.status == 0)
        let counted = try shell("linktally --bots exclude --output json access.log").json["lines"] as? [String: Int]
        #expect(
            try sqlite("SELECT requests, filtered FROM logs") == "\(counted!["requests"]!)|\(counted!["filtered"]!)")
        run = try shell("linktally ingest --bots include --store tally.sqlite access.log")
        #expect(run.status == 1 && run.errors.contains("was made with --bots exclude"))
        run = try shell("linktally ingest --store tally.sqlite access.log")
        #expect(run.status == 0 && run.errors.contains("1 known"))
    }

    @Test func twoRunsAtOnce() throws {
        var run = try shell(
            "linktally ingest --quiet --store tally.sqlite access.log & linktally ingest --quiet --store tally.sqlite access.log; wait"
        )
        #expect(run.status == 0)
        #expect(try sqlite("SELECT COUNT(*), SUM(requests) FROM logs") == "1|1148")
        run = try shell("exec 9<>tally.sqlite; flock 9; linktally ingest --wait 0 --store tally.sqlite access.log 9<&-")
        #expect(
            run.status == 1 && run.errors.contains("another run of linktally has the store locked"), "\(run.errors)")
        #expect(run.errors.contains("--wait"))
        run = try shell(
            "exec 9<>tally.sqlite; flock 9; linktally ingest --store tally.sqlite access.log 9<&- 2>said & run=$!; "
                + "for _ in $(seq 600); do grep -q waiting said && break; sleep 0.1; done; "
                + "flock -u 9; wait $run; code=$?; cat said >&2; exit $code"
        )
        #expect(run.status == 0 && run.errors.contains("waiting for it, up to 60 s"), "\(run.errors)")
    }

    /// A lock of SQLite that some other program holds is waited for as long as `--wait` says, and told from LinkTally's own.
    @Test func anotherProgramsLockIsWaitedFor() throws {
        try shell("linktally ingest --quiet --store tally.sqlite access.log; head -n 9 access.log | tac > b.log")
        let hold =
            "{ echo 'BEGIN IMMEDIATE;'; echo '.shell touch held'; sleep 3; } | sqlite3 tally.sqlite & "
            + "while [ ! -e held ]; do sleep 0.05; done; "
        let started = ContinuousClock.now
        var run = try shell(hold + "linktally ingest --wait 0 --store tally.sqlite b.log; code=$?; rm held; exit $code")
        #expect(run.status == 1 && ContinuousClock.now - started < .seconds(20))
        #expect(run.errors.contains("tally.sqlite: another program has a lock on the database"), "\(run.errors)")
        #expect(run.errors.contains("--wait"))
        run = try shell("sleep 3; \(hold) linktally ingest --wait 30 --store tally.sqlite b.log")
        #expect(run.status == 0 && run.errors.contains("1 new"), "\(run.errors)")
    }

    @Test func storesThatAreNone() throws {
        for (make, reason) in [
            ("cp access.log tally.sqlite", "is no LinkTally store"),
            ("sqlite3 tally.sqlite 'CREATE TABLE mine (a)'", "is no LinkTally store"),
            ("mkdir tally.sqlite", "cannot be opened"),
            (
                "linktally ingest --quiet --store tally.sqlite access.log; "
                    + "sqlite3 tally.sqlite \"INSERT INTO grdb_migrations VALUES ('99 new')\"", "newer schema"
            ),
        ] {
            let run = try shell("rm -rf tally.sqlite*; \(make); linktally ingest --store tally.sqlite access.log")
            #expect(
                run.status == 1 && run.errors.contains("tally.sqlite: ") && run.errors.contains(reason), "\(run.errors)"
            )
        }
        for (make, reason) in [
            (": > tally.sqlite", "is empty: no store was made of it"),
            ("sqlite3 tally.sqlite 'PRAGMA journal_mode = WAL' > made", "is empty: no store was made of it"),
            (
                "linktally ingest --quiet --store tally.sqlite access.log; truncate -s 9000 tally.sqlite",
                "is a store that was cut short, to 9000 of "
            ),
            (
                "linktally ingest --quiet --store tally.sqlite access.log; truncate -s 50 tally.sqlite",
                "is a store that was cut short, to 50 of "
            ),
        ] {
            for command in ["store info", "report"] {
                let run = try shell("rm -rf tally.sqlite*; \(make); linktally \(command) --store tally.sqlite")
                #expect(run.status == 1 && run.output.isEmpty && run.errors.contains(reason), "\(run.errors)")
            }
        }
        let run = try shell("linktally ingest --store no/such/folder/tally.sqlite access.log")
        #expect(run.status == 1 && run.errors.contains("cannot be opened: No such file or directory"))
        #expect(try shell("linktally store info --store none.sqlite").status == 1)
        #expect(try !scratch.names.contains("none.sqlite"))
    }

    /// What means something else to SQLite is a file's name here.
    @Test(arguments: [":memory:", "file:t.sqlite?mode=memory", "file::memory:?cache=shared", "file:///t"])
    func namesOfStoresAreNamesOfFiles(_ name: String) throws {
        if name.hasPrefix("file:///") { try shell("mkdir file:") }
        #expect(try shell("linktally ingest --quiet --store '\(name)' access.log").status == 0)
        #expect(try shell("test -f './\(name)'").status == 0)
        let run = try shell("linktally ingest --store '\(name)' access.log && linktally store check --store '\(name)'")
        #expect(run.status == 0 && run.errors.contains("1 known"), "\(run.errors)")
    }

    @Test func metricsAppearWhole() throws {
        let run = try shell("linktally ingest --quiet --store tally.sqlite --metrics-file run.prom access.log; ls")
        #expect(run.text.split(separator: "\n").filter { $0.hasPrefix("run.prom") } == ["run.prom"])
        let text = try scratch.read("run.prom")
        #expect(text.contains("linktally_ingest_lines{store=\"tally.sqlite\"} 1150\n"))
        #expect(
            try shell("linktally ingest --store tally.sqlite --metrics-file no/run.prom access.log").status == 1)
    }

    /// What was counted before the store failed stays, and is said.
    @Test func aStoreThatFailsInTheMiddleSaysWhatWasCounted() throws {
        let run = try shell(
            """
            tail -n 50 access.log > z.log; tac z.log > y.log; linktally ingest --quiet --store tally.sqlite z.log
            sqlite3 tally.sqlite "CREATE TRIGGER t BEFORE INSERT ON log WHEN NEW.name = 'y.log' BEGIN SELECT RAISE(ABORT, 'no room'); END"
            linktally ingest --jobs 1 --store tally.sqlite access.log missing y.log
            """)
        #expect(run.status == 1)
        #expect(
            run.errors.contains("linktally: access.log: format combined, told from the first lines\n"), "\(run.errors)")
        #expect(run.errors.contains("tally.sqlite: 3 files: 1 new, 2 left; 1,150 lines, "))
        #expect(run.errors.hasSuffix("linktally: tally.sqlite: no room\n"))
    }

    @Test func aStoppedRunLeavesTheLogOut() throws {
        let run = try shell(
            """
            for i in $(seq 400); do cat access.log; done > big.log
            linktally ingest --jobs 1 --store tally.sqlite access.log big.log & pid=$!
            sleep 0.02; kill -TERM $pid; wait $pid
            """)
        #expect([0, 143].contains(run.status), "\(run.errors)")
        #expect(try shell("linktally store check --store tally.sqlite").status == 0)
    }
}
