import Foundation
import TestSupport
import Testing

/// `linktally store`: looking into a store, and taking things out of it.
@Suite struct StoreCommandTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try shell("cp '\(Command.sample)' access.log; linktally ingest --quiet --store tally.sqlite access.log")
    }

    @discardableResult
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    private func store(_ line: String) throws -> Command { try shell("linktally store \(line) --store tally.sqlite") }

    private func sqlite(_ sql: String) throws -> String {
        try shell("sqlite3 tally.sqlite \"\(sql)\"").text.trimmingCharacters(in: .newlines)
    }

    private func isWhole() throws -> Bool {
        let run = try store("check")
        return run.status == 0 && run.output.isEmpty
    }

    @Test func infoAndLogs() throws {
        try shell("(cat access.log; printf 'begun') > b; linktally ingest --quiet --origin web --store tally.sqlite b")
        let info = try store("info").text
        for line in [
            "logs                     2\n", "requests                 2,296\n", "bots                     include\n",
        ] {
            #expect(info.contains(line), "\(info)")
        }
        let logs = try store("logs").text
        #expect(
            logs.contains("  1,150     1,148  292,762  combined  access.log\n") && logs.contains("combined  web: b\n"))
        #expect(logs.contains("  log 2: pending: 5 bytes of a last line without its end\n"), "\(logs)")
        #expect(try isWhole())
    }

    @Test func aForgottenLogCountsAgain() throws {
        let before = try sqlite("SELECT SUM(hits) FROM days")
        try shell("linktally ingest --quiet --origin web --store tally.sqlite access.log")
        var run = try store("forget access.log")
        #expect(
            run.status == 1
                && run.errors.contains("2 logs are named 'access.log'; give the number of one of them: 1, 2"))
        #expect(try store("forget nothing").status == 1)
        #expect(try store("forget 7").status == 1)
        run = try store("forget 2")
        #expect(run.status == 0 && run.errors.contains("log 2 was forgotten"))
        #expect(try sqlite("SELECT SUM(hits) FROM days") == before)
        #expect(try isWhole())
        #expect(try store("forget access.log").status == 0)
        for table in [
            "log", "attribution", "rejection", "outcome", "hour_count", "touch", "day_attribution", "checkpoint",
            "file",
        ] {
            #expect(try sqlite("SELECT COUNT(*) FROM \(table)") == "0", "\(table)")
        }
        run = try shell("linktally ingest --store tally.sqlite access.log")
        #expect(run.errors.contains("1 new; 1,150 lines"))
        // A number is never given twice.
        #expect(try sqlite("SELECT id FROM log") == "3" && sqlite("SELECT SUM(hits) FROM days") == before)
    }

    @Test func aPrunedLogAddsNothing() throws {
        let run = try store("prune --before 2026-11-23T10:30")
        #expect(run.status == 0 && run.errors.contains("requests before 2026-11-23T10 were removed"), "\(run.errors)")
        #expect(try sqlite("SELECT MIN(hour) FROM hours") == "2026-11-23T10")
        #expect(try sqlite("SELECT MIN(time) >= '2026-11-23T10' FROM touches") == "1")
        #expect(try sqlite("SELECT SUM(hits) FROM days") == sqlite("SELECT SUM(hits) FROM attributions"))
        #expect(try sqlite("SELECT pruned_before FROM logs") == "2026-11-23T10")
        #expect(try isWhole())
        let requests = try sqlite("SELECT SUM(requests) FROM hours")
        #expect(
            try shell("linktally ingest --verify --store tally.sqlite access.log").errors.contains("1 known; 0 lines"))
        #expect(try sqlite("SELECT SUM(requests) FROM hours") == requests)
        #expect(try store("prune --before soon").status == 2 && store("prune").status == 2)
        let beyond = try store("prune --before 200000w")
        #expect(beyond.status == 2 && beyond.errors.contains("is not within the years 1 to 9999"), "\(beyond.errors)")
        #expect(try sqlite("SELECT SUM(requests) FROM hours") == requests)
        #expect(try store("prune --before 1d").status == 0)
        #expect(try isWhole())
    }

    @Test func anErasedValueIsNotInTheFile() throws {
        let reference = try sqlite("SELECT reference FROM touch GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1")
        let value = try sqlite("SELECT value FROM rejection WHERE value <> '' ORDER BY length(value) DESC LIMIT 1")
        let hits = try sqlite("SELECT SUM(hits) FROM rejection")
        let accepted = try sqlite("SELECT SUM(client_reference_id_accepted) FROM hours")
        func isInFile(_ text: String) throws -> Bool { try shell("grep -qaF -- '\(text)' tally.sqlite*").status == 0 }
        #expect(try isInFile(reference) && isInFile(value))
        #expect(try store("erase --reference '\(reference)'").errors.contains("erased from "))
        #expect(try store("erase --value '\(value)'").status == 0)
        #expect(try sqlite("SELECT COUNT(*) FROM touch WHERE reference = '\(reference)'") == "0")
        #expect(try !isInFile(value))
        #expect(try sqlite("SELECT SUM(hits) FROM rejection") == hits)
        #expect(try sqlite("SELECT SUM(client_reference_id_accepted) FROM hours") == accepted)
        #expect(try isWhole())
        #expect(try store("erase").status == 2 && store("erase --value x --reference y").status == 2)
    }

    @Test func erasingNothingSaysSo() throws {
        for (arguments, what) in [
            ("--reference nobody", "no touch and no payment has this value"),
            ("--value nothing", "no rejection and no payment has this value"),
        ] {
            let run = try store("erase \(arguments)")
            #expect(run.status == 1 && run.errors == "linktally: tally.sqlite: nothing erased: \(what)\n")
        }
    }

    /// Of a long value the store has a part, which may end within a character.
    @Test(arguments: ["x", "é", "xé", "\u{1F600}", "\\xFF"])
    func aLongValueIsErased(_ unit: String) throws {
        let value = "$(printf '\(unit)%.0s' $(seq 300))"
        try shell(
            """
            printf '192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] "GET /long?utm_source=%s HTTP/1.1" 200 1 "-" "-"\\n' "\(value)" > b.log
            linktally ingest --quiet --store tally.sqlite --format combined b.log
            """)
        #expect(try sqlite("SELECT COUNT(*) FROM rejections WHERE link = '/long' AND value <> '(erased)'") == "1")
        let run = try store("erase --value \"\(value)\"")
        #expect(run.status == 0 && run.errors.contains("erased from 1 row\n"), "\(run.errors)")
        #expect(try sqlite("SELECT value FROM rejections WHERE link = '/long'") == "(erased)" && isWhole())
    }

    /// A reader keeps the pages that it began with.
    @Test func whatAReaderKeepsIsSaid() throws {
        let reference = try sqlite("SELECT reference FROM touch ORDER BY reference LIMIT 1")
        func isInFile() throws -> Bool { try shell("grep -qaF -- '\(reference)' tally.sqlite*").status == 0 }
        let run = try shell(
            """
            mkfifo end; { echo 'BEGIN; SELECT COUNT(*) FROM touch;'; echo '.shell touch held'; cat end; } \
                | sqlite3 tally.sqlite > rows & while [ ! -e held ]; do sleep 0.05; done
            linktally store erase --wait 0 --reference '\(reference)' --store tally.sqlite; echo $?
            grep -qaF -- '\(reference)' tally.sqlite*; echo $?
            linktally store compact --wait 0 --store tally.sqlite; echo $?
            echo 'COMMIT;' > end; wait
            """)
        #expect(run.text == "3\n0\n3\n", "\(run.errors)")
        #expect(run.errors.contains("erased from 1 row\n"))
        #expect(
            run.errors.contains(
                "old pages of it still have what was erased; once nobody reads it: linktally store compact"))
        #expect(run.errors.contains("was written anew, but another process reads the store"))
        #expect(try store("compact").status == 0 && !isInFile() && isWhole())
    }

    @Test func aFailureThatNeverComesAgainIsForgotten() throws {
        try shell(
            "linktally ingest --quiet --store tally.sqlite gone; linktally ingest --origin b --store tally.sqlite gone")
        var run = try store("forget gone")
        #expect(run.status == 1 && run.errors.contains("has no log 'gone', but the note that it could not be counted"))
        run = try store("forget --failure gone")
        #expect(
            run.status == 0 && run.errors.contains("the failure of 'gone' was forgotten (2 origins)"), "\(run.errors)")
        #expect(try !store("logs").text.contains("gone") && sqlite("SELECT COUNT(*) FROM logs") == "1")
        run = try store("forget --failure gone")
        #expect(run.status == 1 && run.errors.contains("has no failure of 'gone'"))
        #expect(try store("forget").status == 2 && store("forget 1 --failure gone").status == 2)
    }

    @Test func compactGivesRoomBack() throws {
        try shell("linktally store forget 1 --store tally.sqlite")
        let size = try shell("stat -c %s tally.sqlite").text
        #expect(try sqlite("SELECT COUNT(*) FROM link") != "0")
        #expect(try store("compact").status == 0)
        #expect(Int(try shell("stat -c %s tally.sqlite").text.dropLast())! < Int(size.dropLast())!)
        #expect(try sqlite("SELECT COUNT(*) FROM link") == "0" && sqlite("SELECT COUNT(*) FROM codes") == "0")
        #expect(try isWhole() && shell("stat -c %a tally.sqlite").text == "600\n")
    }
}
