import GRDB
import LinkTallyCore

/// Writes what a dated tally has into tables of counts, each table's rows in the order of its key.
struct TallyWriter {
    private let database: Database
    private let destination: CountDestination
    private let log: Int64
    /// Lines of the log that stand before each segment.
    private let segmentStarts: [Int]

    /// - Parameter log: The ledger's number of the log; anything in TEMP tables.
    init(_ database: Database, _ destination: CountDestination, log: Int64, segmentStarts: [Int]) {
        self.database = database
        self.destination = destination
        self.log = log
        self.segmentStarts = segmentStarts
    }

    /// Writes all of `tally` but its balance of lines. O(entries * log entries).
    func write(_ tally: borrowing Tally) throws {
        try numberLinks(tally)
        try numberCodes(tally)
        try writeRows(tally.datedRows())
        try writeOutcomes(tally.datedOutcomes())
        try writeRejections(tally)
        try writeTouches(tally)
        try writeHours(tally.datedHours())
    }

    private func numberLinks(_ tally: borrowing Tally) throws {
        let select = try RowStatement(database, destination.selectNumber("link", ["link"]))
        let insert = try RowStatement(database, destination.insertNumber("link", ["link"]))
        try tally.numberLinks { link throws in
            select.bind(link, at: 1)
            if let number = try select.number() { return try Self.checked(number) }
            insert.bind(link, at: 1)
            return try Self.checked(insert.number())
        }
    }

    private func numberCodes(_ tally: borrowing Tally) throws {
        let columns = Parameter.utmCodes.map(\.column)
        let select = try RowStatement(database, destination.selectNumber("codes", columns))
        let insert = try RowStatement(database, destination.insertNumber("codes", columns))
        try tally.numberCodes { row throws in
            for (index, parameter) in Parameter.utmCodes.enumerated() {
                select.bind(row.value(of: parameter), at: index + 1)
            }
            if let number = try select.number() { return try Self.checked(number) }
            for (index, parameter) in Parameter.utmCodes.enumerated() {
                insert.bind(row.value(of: parameter), at: index + 1)
            }
            return try Self.checked(insert.number())
        }
    }

    private func writeRows(_ rows: [DatedRow]) throws {
        let insert = try RowStatement(database, destination.insert(.attribution))
        insert.bind(log, at: 1)
        for row in rows {
            insert.bind(StoreTime.hour(row.hour), at: 2)
            insert.bind(Int64(row.link), at: 3)
            insert.bind(Int64(row.codes), at: 4)
            insert.bind(row.hits, at: 5)
            insert.bind(row.errors, at: 6)
            insert.bind(row.withRejection, at: 7)
            try insert.run()
        }
        // What is spilled is added up by day when it is copied.
        if destination.prefix.isEmpty { try DayRollup.add(rows, to: database) }
    }

    private func writeOutcomes(_ outcomes: [DatedOutcome]) throws {
        let insert = try RowStatement(database, destination.insert(.outcome))
        insert.bind(log, at: 1)
        for entry in outcomes {
            insert.bind(StoreTime.hour(entry.hour), at: 2)
            insert.bind(Int64(entry.link), at: 3)
            insert.bind(entry.outcomes.requests, at: 4)
            bind(entry.outcomes, to: insert, from: 5)
            try insert.run()
        }
    }

    private func writeRejections(_ tally: borrowing Tally) throws {
        let insert = try RowStatement(database, destination.insert(.rejection))
        insert.bind(log, at: 1)
        try tally.forEachDatedRejection { rejection throws in
            insert.bind(StoreTime.hour(rejection.hour), at: 2)
            insert.bind(Int64(rejection.link), at: 3)
            insert.bind(rejection.parameter.name, at: 4)
            insert.bind(rejection.reason.name, at: 5)
            insert.bind(rejection.value, at: 6)
            insert.bind(rejection.hits, at: 7)
            let example = rejection.example
            insert.bind(Int64(segmentStarts[Int(example.segment)]) + Int64(example.line), at: 8)
            try insert.run()
        }
    }

    private func writeTouches(_ tally: borrowing Tally) throws {
        let insert = try RowStatement(database, destination.insert(.touch))
        insert.bind(log, at: 2)
        try tally.forEachTouch { touch throws in
            insert.bind(StoreTime.second(sinceYearOne: touch.second), at: 3)
            insert.bind(Int64(touch.link), at: 4)
            insert.bind(Int64(touch.codes), at: 5)
            insert.bind(touch.hits, at: 6)
            try insert.run(touch.reference, at: 1)
        }
    }

    private func writeHours(_ hours: [(hour: UTCHour, counts: DatedHour)]) throws {
        let insert = try RowStatement(database, destination.insert(.hourCount))
        insert.bind(log, at: 1)
        for (hour, counts) in hours {
            insert.bind(StoreTime.hour(hour), at: 2)
            insert.bind(counts.requests.requests, at: 3)
            insert.bind(counts.requests.withQuery, at: 4)
            insert.bind(counts.outcomes.requests, at: 5)
            insert.bind(counts.requests.tagged, at: 6)
            bind(counts.outcomes, to: insert, from: 7)
            for (index, parameter) in Parameter.allCases.enumerated() {
                let verdicts = counts[parameter]
                let values = [
                    verdicts.accepted, verdicts.empty, verdicts.tooLong, verdicts.invalidByte, verdicts.duplicate,
                ]
                for (place, value) in values.enumerated() { insert.bind(value, at: 11 + index * values.count + place) }
            }
            try insert.run()
        }
    }

    /// Binds the four outcomes to `index` and the parameters behind it.
    private func bind(_ outcomes: Outcomes, to insert: RowStatement, from index: Int) {
        insert.bind(outcomes.attributed, at: index)
        insert.bind(outcomes.withRejection, at: index + 1)
        insert.bind(outcomes.lostAttribution, at: index + 2)
        insert.bind(outcomes.lostReference, at: index + 3)
    }

    /// A tally names links and codes with 32 bits.
    private static func checked(_ number: Int64?) throws -> UInt32 {
        guard let number, let checked = UInt32(exactly: number) else {
            throw StoreError.failed("has more than four billion links or combinations of codes; make a new one")
        }
        return checked
    }
}
