import Foundation
import GRDB
import LinkTallyPayments
import TestSupport

@testable import LinkTallyEvents
@testable import LinkTallyInput
@testable import LinkTallyStore

/// A store with clicks, which is gone with its last user.
final class MadeUpStore {
    let scratch: Scratch
    let store: Store
    let payments: PaymentDatabase

    init() throws {
        scratch = try Scratch()
        store = try Store.create(path: scratch.path("tally.sqlite"))
        payments = try PaymentDatabase(store)
    }

    private func id(_ table: String, _ columns: [String], _ values: [String], _ database: Database) throws -> Int64 {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try database.execute(
            sql: "INSERT OR IGNORE INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))",
            arguments: StatementArguments(values))
        let match = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        return try Int64.fetchOne(
            database, sql: "SELECT id FROM \(table) WHERE \(match)", arguments: StatementArguments(values))!
    }

    /// Adds a click with a reference; nil is the unknown time.
    func click(
        _ reference: String, at second: Int64?, campaign: String = "", source: String = "", link: String = "/lp",
        log: Int = 1
    ) throws {
        try store.database.write { database in
            let link = try id("link", ["link"], [link], database)
            let codes = try id(
                "codes", ["source", "medium", "campaign", "term", "content"], [source, "", campaign, "", ""], database)
            try database.execute(
                sql: "INSERT INTO touch VALUES (?, ?, ?, ?, ?, 1)",
                arguments: [reference, log, second ?? StoreTime.unknownSecond, link, codes])
        }
    }

    /// Adds clicks whose reference was rejected.
    func lostClicks(_ count: Int, on link: String, at second: Int64?, log: Int = 1) throws {
        try store.database.write { database in
            let link = try id("link", ["link"], [link], database)
            try database.execute(
                sql: "INSERT INTO outcome VALUES (?, ?, ?, ?, 0, ?, 0, ?)",
                arguments: [log, second.map { $0 / 3600 } ?? StoreTime.unknownHour, link, count, count, count])
        }
    }

    /// Reads events as `reconcile` does, from a file for each of `inputs`.
    @discardableResult
    func read(_ inputs: String..., isLive: Bool = true) throws -> [EventInputReport] {
        var loader = EventLoader(isLive: isLive, decoder: .auto, stop: StopSignal())
        var sink = payments
        let paths = try inputs.enumerated().map { index, text in
            InputPath(try scratch.file("events-\(index)", text))
        }
        return try loader.run(paths, into: &sink)
    }

    /// The result of a reconciliation, its lists read.
    func reconcile(
        isLive: Bool = true, _ attribution: Attribution = .first, map: PaymentLinkMap? = nil, top: Int? = nil
    ) throws -> Reconciled {
        var result = Reconciled()
        try payments.reconcile(isLive: isLive, attribution: attribution, map: map) { reconciliation, lists in
            result.reconciliation = reconciliation
            for dimension in RevenueDimension.allCases {
                try lists.forEachRevenue(by: dimension, top: top) { result.revenue[dimension, default: []].append($0) }
            }
            try lists.forEachRepeatedReference(top: top) { result.repeated.append($0) }
            try lists.forEachRow { result.rows.append($0) }
        }
        return result
    }
}

/// A reconciliation with its lists.
struct Reconciled {
    var reconciliation = Reconciliation()
    var revenue: [RevenueDimension: [RevenueRow]] = [:]
    var repeated: [RepeatedReference] = []
    var rows: [PaymentRow] = []

    /// The payments of a category, where it has any.
    var payments: [PaymentCategory: Int] { reconciliation.totals.mapValues(\.payments) }

    func row(_ session: String) -> PaymentRow? { rows.first { $0.session == session } }
}
