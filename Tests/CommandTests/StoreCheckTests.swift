import Foundation
import TestSupport
import Testing

/// `linktally store check` on stores that were changed by another hand.
@Suite struct StoreCheckTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        // Two logs: one that ends within the first 64 KiB, and one that goes on behind it.
        try shell(
            """
            cp '\(Command.sample)' access.log; head -n 40 access.log > short.log
            linktally ingest --quiet --store tally.sqlite access.log
            linktally ingest --quiet --origin web --store tally.sqlite short.log
            sqlite3 tally.sqlite 'PRAGMA wal_checkpoint(TRUNCATE)'; cp tally.sqlite whole.sqlite
            """)
    }

    @discardableResult
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    /// What `check` says of the store after `change`.
    private func check(_ change: String) throws -> Command {
        let changed = try shell("rm -f tally.sqlite*; cp whole.sqlite tally.sqlite; sqlite3 tally.sqlite \"\(change)\"")
        #expect(changed.status == 0, "\(change): \(changed.errors)")
        return try shell("linktally store check --store tally.sqlite")
    }

    @Test func aWholeStoreIsWhole() throws {
        let run = try check("SELECT 1")
        #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run.text)")
    }

    @Test(arguments: [
        "UPDATE attribution SET hits = hits + 1", "DELETE FROM touch WHERE hits = 1", "UPDATE rejection SET hits = 9",
        "DELETE FROM outcome WHERE requests = 1", "UPDATE day_attribution SET errors = errors + 1",
        "UPDATE attribution SET with_rejection = with_rejection + 1",
        "UPDATE attribution SET with_rejection = hits + 1",
        "DELETE FROM day_attribution", "UPDATE log SET lines = lines + 1",
        "UPDATE log SET requests = 1, no_target = lines - 1", "DELETE FROM link",
        "UPDATE hour_count SET utm_term_accepted = 0", "UPDATE hour_count SET with_query = 0",
        "INSERT INTO attribution VALUES (9, 9, 1, 1, 1, 1, 0)", "UPDATE log SET pruned_requests = 1",
    ])
    func whatDoesNotAddUpIsFound(_ change: String) throws {
        let run = try check(change)
        #expect(run.status == 1 && !run.output.isEmpty)
    }

    /// What no sum proves.
    @Test(arguments: [
        "UPDATE log SET end_hash = zeroblob(16) WHERE id = 1", "UPDATE log SET end_hash = zeroblob(16) WHERE id = 2",
        "UPDATE log SET end_hash = randomblob(16) WHERE id = 1", "UPDATE log SET bytes = bytes + 1 WHERE id = 1",
        "UPDATE log SET bytes = bytes - 1 WHERE id = 2", "UPDATE log SET bytes = bytes + 65536 WHERE id = 1",
        "DELETE FROM checkpoint WHERE log = 2 AND offset = (SELECT MIN(offset) FROM checkpoint)",
        "DELETE FROM checkpoint WHERE offset = 65536", "UPDATE checkpoint SET offset = offset + 1 WHERE offset < 300",
        "UPDATE log_blocks SET hashes = x'00'", "UPDATE log_blocks SET hashes = zeroblob(length(hashes))",
        "UPDATE log SET directives = x'23'", "UPDATE log SET format = 'url' WHERE id = 1",
        "UPDATE log SET is_open = 1 WHERE id = 2", "DELETE FROM log_seal WHERE log = 2",
        "UPDATE setting SET value = randomblob(length(value)) WHERE name = 'hash_secret'",
        "UPDATE hour_count SET with_query = with_query - 1 WHERE with_query > with_parameters",
        "UPDATE hour_count SET utm_source_duplicate = utm_source_duplicate + 1",
        "UPDATE hour_count SET tagged = tagged - 1 WHERE tagged > attributed",
        "UPDATE log SET pruned_before = 1", "INSERT INTO file VALUES ('', 1, 2, 3, 4, 5, 6, 77)",
    ])
    func changesOfTheLedgerAreFound(_ change: String) throws {
        let run = try check(change)
        #expect(run.status == 1 && !run.output.isEmpty)
    }

    @Test(arguments: ["hash_secret", "bots"])
    func aSettingThatIsMissingIsFoundAndNeverMadeAnew(_ name: String) throws {
        let run = try check("DELETE FROM setting WHERE name = '\(name)'")
        #expect(run.status == 1 && run.text.contains("its setting '\(name)' is missing"), "\(run.text)")
        let ingest = try shell("linktally ingest --store tally.sqlite access.log")
        #expect(ingest.status == 1 && ingest.errors.contains("its setting '\(name)' is missing"), "\(ingest.errors)")
        #expect(try shell("sqlite3 tally.sqlite 'SELECT COUNT(*) FROM log'").text == "2\n")
    }

    /// With another secret no log would be known.
    @Test func anotherSecretIsRefused() throws {
        let change = "UPDATE setting SET value = randomblob(length(value)) WHERE name = 'hash_secret'"
        #expect(try check(change).status == 1)
        let ingest = try shell("linktally ingest --verify --store tally.sqlite access.log")
        #expect(
            ingest.status == 1 && ingest.errors.contains("or the secret of its hashes, is not what linktally wrote"))
        #expect(try shell("sqlite3 tally.sqlite 'SELECT COUNT(*) FROM log'").text == "2\n")
        // A log that somebody changed says nothing of the secret: the other one is whole.
        #expect(try check("UPDATE log SET directives = x'23' WHERE id = 2").status == 1)
        let other = try shell("linktally ingest --verify --store tally.sqlite access.log")
        #expect(other.status == 0 && other.errors.contains("1 known"), "\(other.errors)")
    }

    @Test(arguments: [
        ("DROP VIEW hours", "the schema: the view hours is missing"),
        ("DROP INDEX log_end", "the schema: the index log_end is missing"),
        ("DROP TABLE event", "the schema: the table event is missing"),
        ("DROP VIEW days; CREATE VIEW days AS SELECT 1", "the schema: the view days is not as it was made"),
    ])
    func whatIsMissingOfTheSchemaIsFound(_ change: String, _ problem: String) throws {
        let run = try check(change)
        #expect(run.status == 1 && run.text.contains(problem), "\(run.text)")
    }

    @Test func damageOfTheFileIsFound() throws {
        try shell("cp whole.sqlite tally.sqlite; printf 'damage' | dd of=tally.sqlite bs=1 seek=8192 conv=notrunc")
        #expect(try shell("linktally store check --store tally.sqlite").status == 1)
    }
}
