import Foundation
import Glibc
import TestSupport
import Testing

/// Stores that whoever reads them cannot write to.
@Suite struct ReadOnlyStoreTests {
    private let scratch: Scratch
    /// What stands before a command that runs as a user who may not write here: root may write everywhere.
    private static let reader = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
    private static let readings = [
        "store info --store", "store logs --store", "store check --store", "report --store", "report --by day --store",
    ]

    init() throws {
        scratch = try Scratch()
        try shell("cp '\(Command.sample)' access.log; linktally ingest --quiet --store tally.sqlite access.log")
    }

    @discardableResult
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    private func read(_ line: String, _ store: String) throws -> Command {
        try shell("\(Self.reader)linktally \(line) \(store)")
    }

    /// Whether another user can be put on, and can run the command where it stands.
    private func hasReader() throws -> Bool {
        let run = try shell("\(Self.reader)linktally --version")
        if run.status != 0 { print("ReadOnlyStoreTests: skipped: no other user can run linktally here: \(run.errors)") }
        return run.status == 0
    }

    @Test func aStoreIsReadWhereNothingCanBeWritten() throws {
        guard try hasReader() else { return }
        // A name that would mean something else in a URI.
        try shell("mkdir 'a b%20c?d#e'; mv tally.sqlite 'a b%20c?d#e/'")
        let store = "'a b%20c?d#e/tally.sqlite'"
        let expected = try Self.readings.map { try shell("linktally \($0) \(store)").text }
        for mode in ["0444", "0644"] {
            try shell("chmod \(mode) \(store); chmod 0555 'a b%20c?d#e'")
            for (reading, text) in zip(Self.readings, expected) {
                let run = try read(reading, store)
                #expect(run.status == 0 && run.errors.isEmpty && run.text == text, "\(reading): \(run.errors)")
            }
            #expect(try shell("ls 'a b%20c?d#e'; chmod 0755 'a b%20c?d#e'").text == "tally.sqlite\n")
        }
    }

    @Test func aStoreThatWasNotClosedSaysWhatToDo() throws {
        guard try hasReader() else { return }
        try shell(
            """
            mkdir copy
            sqlite3 tally.sqlite 'UPDATE log SET pending = 7' '.shell cp tally.sqlite tally.sqlite-wal copy'
            chmod 0644 copy/*; chmod 0555 copy
            """)
        // The same by a link that has nothing beside it.
        try shell("mkdir links; ln -s ../copy/tally.sqlite links/; chmod 0555 links")
        for (reading, folder) in Self.readings.flatMap({ [($0, "copy"), ($0, "links")] }) {
            let run = try read(reading, "\(folder)/tally.sqlite")
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(run.errors.hasPrefix("linktally: \(folder)/tally.sqlite: was not closed: "), "\(run.errors)")
        }
        try shell("chmod 0755 copy; linktally store info --store copy/tally.sqlite; chmod 0555 copy")
        let run = try read("store logs --store", "copy/tally.sqlite")
        #expect(run.status == 0 && run.text.contains("pending: 7 bytes"), "\(run.errors)")
        try shell("chmod 0755 copy links")
    }

    @Test func whoWouldWriteIsToldWhatMustBeWritable() throws {
        guard try hasReader() else { return }
        try shell("mkdir folder; mv tally.sqlite folder/; chmod 0666 folder/tally.sqlite; chmod 0555 folder")
        let run = try read("store compact --store", "folder/tally.sqlite")
        #expect(
            run.status == 1 && run.errors.contains("the file and its folder, in which SQLite keeps files"),
            "\(run.errors)")
        try shell("chmod 0755 folder")
    }

    /// Read without SQLite's locks, a store must not be written to meanwhile.
    @Test func writersAndReadersThatCannotLockKeepApart() throws {
        guard try hasReader() else { return }
        try shell("mkdir folder; mv tally.sqlite folder/; chmod 0644 folder/tally.sqlite; chmod 0555 folder")
        let run = try shell(
            "exec 9<folder/tally.sqlite; flock 9; \(Self.reader)linktally store info --store folder/tally.sqlite 9<&-; exit $?"
        )
        #expect(
            run.status == 1 && run.errors.contains("another run of linktally has the store locked"), "\(run.errors)")
        try shell("chmod 0755 folder")
    }
}
