import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct StoreSnapshotTests {
    @Test func whatOthersWriteIsNotSeen() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: 494_000..<494_100, count: 10)
        let other = try small.store.connection()
        try small.store.withSnapshot { snapshot in
            let before = try Int.fetchOne(snapshot.database, sql: "SELECT SUM(hits) FROM attribution")
            try other.write { try $0.execute(sql: "UPDATE attribution SET hits = hits + 1") }
            let after = try Int.fetchOne(snapshot.database, sql: "SELECT SUM(hits) FROM attribution")
            #expect(after == before)
            try snapshot.database.execute(sql: "CREATE TEMP TABLE mine (a)")
        }
        // Nothing of a report is left over for the next one.
        try small.store.withSnapshot { try $0.database.execute(sql: "CREATE TEMP TABLE mine (a)") }
    }

    @Test func aStoppedQueryEnds() throws {
        var random = SplitMix(seed: 1)
        let small = try SmallStore(&random, hours: 494_000..<494_100, count: 10)
        var asked = 0
        func isStopped() -> Bool {
            asked += 1
            return asked > 3
        }
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT SUM(i) FROM n"
        let error = #expect(throws: DatabaseError.self) {
            try small.store.withSnapshot(unless: isStopped) { _ = try Int.fetchOne($0.database, sql: endless) }
        }
        #expect(error?.resultCode == .SQLITE_INTERRUPT && asked == 4)
        // The next one is asked for nothing.
        try small.store.withSnapshot { snapshot in
            let one = try Int.fetchOne(snapshot.database, sql: "SELECT 1")
            #expect(one == 1)
        }
    }
}
