import GRDB

/// Which hours or days of a store belong to which period: the TEMP table `moment`, which attributions are joined with.
///
/// A row of `moment` says that a time (a day where all borders are days of UTC, else an hour of a log) counts in `period`, or,
/// with `before` = 1, is compared with it. Its key begins with the period, so that rows come by period without being sorted.
struct PeriodPlan {
    /// Where an hour counts.
    private struct Place {
        var period: Int64?
        /// The period that it is compared with.
        var next: Int64?
    }

    private let database: Database
    private let question: GroupedQuestion
    private var places: [Int64: Place] = [:]
    /// Whether every border is a border of days of UTC, so that the rollup by day can answer.
    private(set) var isDaily: Bool

    private static let prepare = """
        CREATE TEMP TABLE moment (
            period INTEGER NOT NULL, before INTEGER NOT NULL, time INTEGER NOT NULL, log INTEGER NOT NULL,
            PRIMARY KEY (period, before, time, log)
        ) STRICT, WITHOUT ROWID
        """

    /// The SQL for attributions as `t`, joined with `moment` as `m`.
    var source: String {
        isDaily
            ? "temp.moment m CROSS JOIN day_attribution t ON t.day = m.time"
            : "temp.moment m CROSS JOIN attribution t ON t.log = m.log AND t.hour = m.time"
    }

    /// Asks which hours there are, and places them. O(hours of the store).
    init(_ database: Database, _ question: GroupedQuestion) throws {
        self.database = database
        self.question = question
        isDaily = question.unit != .hour && Self.isDay(question.range.from) && Self.isDay(question.range.to)
        var rows = try LentRows(database, "SELECT DISTINCT hour FROM hour_count")
        while try rows.next() { places[rows.number(0)] = Place() }
        if let unit = question.unit { try place(by: unit) } else { placeInRange() }
    }

    private static func isDay(_ hour: Int64?) -> Bool { hour.map { $0 % 24 == 0 } ?? true }

    private mutating func place(by unit: PeriodUnit) throws {
        let (calendar, range) = (question.calendar, question.range)
        // Hours that the report is not about may be older than the zone's whole hours.
        var first = range.from ?? .min
        if question.compares, let from = range.from { first = try calendar.start(of: unit, with: from - 1) }
        // A period of the report that is over has nothing, where the store goes on behind it: that is a fall to nothing.
        let newest = places.keys.filter { $0 != StoreTime.unknownHour }.max()
        var last = Int64.max
        if let newest, newest < range.to ?? .max { last = try calendar.start(of: unit, with: max(newest, first)) }
        var nexts: [Int64: Int64] = [:]
        for hour in places.keys {
            guard hour != StoreTime.unknownHour else {
                places[hour] = Place(period: range.isEverything ? hour : nil)
                continue
            }
            guard hour >= first, hour < range.to ?? .max else { continue }
            let start = try calendar.start(of: unit, with: hour)
            let next = try nexts[start] ?? calendar.next(unit, after: start)
            nexts[start] = next
            isDaily = isDaily && start % 24 == 0 && next % 24 == 0
            let isIn = range.contains(hour)
            places[hour] = Place(period: isIn ? start : nil, next: question.compares ? next : nil)
        }
        // Nothing is compared with a period that the report is not about, or that is still to come.
        for (hour, place) in places {
            guard let next = place.next, next < range.from ?? .min || next >= range.to ?? .max || next > last else {
                continue
            }
            places[hour]?.next = nil
        }
    }

    private mutating func placeInRange() {
        let range = question.range
        for hour in places.keys {
            var place = Place(period: range.contains(hour) ? 0 : nil)
            if question.compares, let from = range.from, let to = range.to, hour >= from - (to - from), hour < from {
                place.next = 0
            }
            places[hour] = place
        }
        if question.compares, let from = range.from, let to = range.to { isDaily = isDaily && (to - from) % 24 == 0 }
    }

    /// Fills `moment`; all requests of each period. O(hours of the logs).
    func write() throws -> [Int64: PeriodTotals] {
        try database.execute(sql: Self.prepare)
        let insert = try RowStatement(database, "INSERT OR IGNORE INTO temp.moment VALUES (?, ?, ?, ?)")
        func add(_ period: Int64?, isBefore: Bool, _ hour: Int64, _ log: Int64) throws {
            guard let period else { return }
            insert.bind(period, at: 1)
            insert.bind(isBefore ? 1 as Int64 : 0, at: 2)
            insert.bind(isDaily ? StoreTime.day(ofHour: hour) : hour, at: 3)
            insert.bind(isDaily ? 0 : log, at: 4)
            try insert.run()
        }
        if isDaily {
            for (hour, place) in places {
                try add(place.period, isBefore: false, hour, 0)
                try add(place.next, isBefore: true, hour, 0)
            }
        }
        var totals: [Int64: PeriodTotals] = [:]
        var rows = try LentRows(database, "SELECT log, hour, requests, lost_attribution FROM hour_count")
        while try rows.next() {
            let (log, hour) = (rows.number(0), rows.number(1))
            guard let place = places[hour] else { continue }
            if let period = place.period {
                totals[period, default: PeriodTotals()].requests += rows.count(2)
                totals[period, default: PeriodTotals()].lostAttribution += rows.count(3)
            }
            // A period that is compared is one of the report, whether it has requests or not.
            if let next = place.next { totals[next, default: PeriodTotals()].requests += 0 }
            guard !isDaily else { continue }
            try add(place.period, isBefore: false, hour, log)
            try add(place.next, isBefore: true, hour, log)
        }
        return totals
    }

    /// Hits of five values on a link, in one hour of a log or one day.
    struct AttributedHits {
        /// Whether they are what the period is compared with.
        let isBefore: Bool
        /// Numbers of the store.
        let link: Int64
        let codes: Int64
        let hits: UInt64
        let errors: UInt64
    }

    /// Calls `body` with all attributions, period by period, and `endPeriod` behind the last one of each period. `moment` must be
    /// filled. O(attributions).
    func forEachAttribution(_ body: (AttributedHits) throws -> Void, endPeriod: (Int64) throws -> Void) throws {
        var rows = try LentRows(
            database,
            "SELECT m.period, m.before, t.link, t.codes, t.hits, t.errors FROM \(source) ORDER BY m.period")
        var period: Int64?
        while try rows.next() {
            if let period, period != rows.number(0) { try endPeriod(period) }
            period = rows.number(0)
            try body(
                AttributedHits(
                    isBefore: rows.number(1) != 0, link: rows.number(2), codes: rows.number(3), hits: rows.count(4),
                    errors: rows.count(5)))
        }
        if let period { try endPeriod(period) }
    }
}

/// All requests of a period.
package struct PeriodTotals: Sendable, Equatable {
    package var requests: UInt64 = 0
    package var lostAttribution: UInt64 = 0

    package init(requests: UInt64 = 0, lostAttribution: UInt64 = 0) {
        self.requests = requests
        self.lostAttribution = lostAttribution
    }
}
