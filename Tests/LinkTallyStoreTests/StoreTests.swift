import Foundation
import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct StoreTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private var path: String { scratch.path("tally.sqlite") }

    @Test func aNewStoreIsPrivateAndWhole() throws {
        let store = try Store.create(path: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try store.database.read { database in
            #expect(try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal")
            // Each view can be read.
            let views = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'view'")
            #expect(views.count == 9)
            for view in views { _ = try Row.fetchAll(database, sql: "SELECT * FROM \(view)") }
        }
        #expect(throws: StoreError.exists) { try Store.create(path: path) }
        _ = try Store.open(path: path)
    }

    @Test func anEmptyFileBecomesAStore() throws {
        _ = try scratch.file("tally.sqlite", "")
        _ = try Store.create(path: path)
        _ = try Store.open(path: path)
    }

    @Test func whatIsNoStoreIsRefusedAndLeftAsItIs() throws {
        #expect(throws: StoreError.missing) { try Store.open(path: path) }
        _ = try scratch.file(
            "tally.sqlite", "no database, but as long as a header would be, and a bit longer than that is")
        #expect(throws: StoreError.foreign) { try Store.open(path: path) }
        let other = scratch.path("other.sqlite")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE mine (a)") }
        let before = try Data(contentsOf: URL(filePath: other))
        #expect(throws: StoreError.foreign) { try Store.open(path: other) }
        #expect(try Data(contentsOf: URL(filePath: other)) == before)
    }

    @Test func aNewerStoreIsRefused() throws {
        try Store.create(path: path).database.write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 something new')")
        }
        #expect(throws: StoreError.newer) { try Store.open(path: path) }
    }

    /// SQL and Swift agree on days, before 1970 as well.
    @Test func daysOfHours() throws {
        try DatabaseQueue().read { database in
            for hour: Int64 in [-17_259_888, -25, -24, -23, -1, 0, 1, 23, 24, 498_768, StoreTime.unknownHour] {
                let sql = "SELECT \(StoreTime.day(ofHourIn: "h")) FROM (SELECT \(hour) AS h)"
                let day = try Int64.fetchOne(database, sql: sql)
                #expect(day == StoreTime.day(ofHour: hour))
                let expected = hour == StoreTime.unknownHour ? hour : Int64((Double(hour) / 24).rounded(.down))
                #expect(day == expected)
            }
        }
    }
}
