import GRDB
import LinkTallyCore

/// Reads the summary that `scan` would give of the same logs out of a store.
///
/// Each table is read in the order of its key, once; of a range, only the hours that are in it.
package struct SummaryReader {
    private let database: Database
    private let range: HourRange

    /// A reader of what `snapshot` has of `range`.
    package init(_ snapshot: StoreSnapshot, range: HourRange) {
        database = snapshot.database
        self.range = range
    }

    /// The summary of the requests in the range.
    ///
    /// Lines that have no time are those of the logs that have a request in the range; requests outside of the range, and
    /// those that were pruned, are `filtered`.
    ///
    /// - Parameters:
    ///   - maxMemory: Bytes for distinct values.
    ///   - dimensions: What attribution rows tell apart: what the report shows, and no more, so that as much is told apart as
    ///     `scan` would.
    package func summary(maxMemory: Int, dimensions: RowDimensions = .all) throws -> Summary {
        var tally = TallyBuilder(MemoryPlan(maxMemory: maxMemory), dimensions: dimensions)
        var logs = try readLogs()
        logs.lines.requests = try addHours(to: &tally)
        logs.lines.filtered += logs.requests - logs.lines.requests
        tally.add(logs.lines)
        try addOutcomes(to: &tally)
        try addRows(to: &tally)
        try addRejections(to: &tally, logs.places)
        try addReferences(to: &tally)
        let places = LinePlaces(segmentLines: logs.inputs.map { _ in [0] })
        return Summary(tally.finish(), inputs: logs.inputs, places: places)
    }

    private struct Logs {
        var inputs: [InputSummary] = []
        /// Each log's place in the list.
        var places: [Int64: UInt32] = [:]
        var lines = LineCounts()
        /// All requests that were counted.
        var requests = 0
    }

    private func readLogs() throws -> Logs {
        let isIn = "EXISTS (SELECT 1 FROM hour_count h WHERE h.log = log.id AND \(range.condition("h.hour")))"
        var rows = try LentRows(
            database,
            """
            SELECT id, name, container, format, fault, bytes, lines, blank, directive, malformed, no_target, filtered, requests
            FROM log WHERE \(range.isEverything ? "true" : isIn) ORDER BY id
            """)
        var logs = Logs()
        while try rows.next() {
            logs.places[rows.number(0)] = UInt32(logs.inputs.count)
            let fault = rows.text(4)
            logs.inputs.append(
                InputSummary(
                    name: rows.text(1), container: rows.text(2), format: rows.text(3), bytes: Int(rows.number(5)),
                    lines: Int(rows.number(6)), error: fault.isEmpty ? nil : fault))
            logs.lines.blank += Int(rows.number(7))
            logs.lines.directive += Int(rows.number(8))
            logs.lines.malformed += Int(rows.number(9))
            logs.lines.noTarget += Int(rows.number(10))
            logs.lines.filtered += Int(rows.number(11))
            logs.requests += Int(rows.number(12))
        }
        return logs
    }

    /// Adds the hours of the range; returns their requests.
    private func addHours(to tally: inout TallyBuilder) throws -> Int {
        let columns =
            ["requests", "with_query", "with_parameters", "tagged"] + StoreColumns.outcomes
            + StoreColumns.parameterColumns
        var rows = try LentRows(
            database,
            "SELECT hour, \(columns.joined(separator: ", ")) FROM hour_count WHERE \(range.condition("hour"))")
        var sum = 0
        while try rows.next() {
            var requests = RequestCounts()
            requests.withQuery = rows.count(2)
            requests.tagged = rows.count(4)
            requests.outcomes = outcomes(rows, requests: 3, others: 5)
            var parameters = ParameterTable()
            for (index, parameter) in Parameter.allCases.enumerated() {
                let first = 9 + index * StoreColumns.verdicts.count
                var counts = ParameterCounts()
                counts.accepted = rows.count(first)
                counts.empty = rows.count(first + 1)
                counts.tooLong = rows.count(first + 2)
                counts.invalidByte = rows.count(first + 3)
                counts.duplicate = rows.count(first + 4)
                parameters.add(counts, of: parameter)
            }
            tally.add(StoreTime.utcHour(rows.number(0)), hits: rows.count(1), requests, parameters)
            sum += Int(rows.number(1))
        }
        return sum
    }

    private func outcomes(_ rows: borrowing LentRows, requests: Int, others: Int) -> Outcomes {
        var outcomes = Outcomes()
        outcomes.requests = rows.count(requests)
        outcomes.attributed = rows.count(others)
        outcomes.withRejection = rows.count(others + 1)
        outcomes.lostAttribution = rows.count(others + 2)
        outcomes.lostReference = rows.count(others + 3)
        return outcomes
    }

    private func addOutcomes(to tally: inout TallyBuilder) throws {
        let columns = StoreColumns.outcomes.map { "t.\($0)" }.joined(separator: ", ")
        var rows = try LentRows(
            database,
            "SELECT link.link, t.requests, \(columns) FROM \(source("outcome")) CROSS JOIN link ON link.id = t.link")
        while try rows.next() {
            let sum = outcomes(rows, requests: 1, others: 2)
            rows.withText(0) { tally.add(sum, ofLink: $0) }
        }
    }

    private func addRows(to tally: inout TallyBuilder) throws {
        let columns = Parameter.utmCodes.map(\.column).joined(separator: ", ")
        var rows = try LentRows(
            database,
            """
            SELECT t.hour, t.hits, t.errors, t.with_rejection, link.link, \(columns) FROM \(source("attribution"))
            CROSS JOIN link ON link.id = t.link CROSS JOIN codes ON codes.id = t.codes
            """)
        while try rows.next() {
            let hour = StoreTime.utcHour(rows.number(0))
            rows.withText(4) { tally.beginRow(hour, link: $0) }
            for (index, parameter) in Parameter.utmCodes.enumerated() {
                rows.withText(5 + index) { tally.append($0, of: parameter) }
            }
            tally.endRow(
                hits: rows.count(1), errors: rows.count(2), withRejection: rows.isNull(3) ? nil : rows.count(3))
        }
    }

    private func addRejections(to tally: inout TallyBuilder, _ places: [Int64: UInt32]) throws {
        let parameters = Dictionary(uniqueKeysWithValues: Parameter.allCases.map { ($0.name, $0) })
        let reasons = Dictionary(uniqueKeysWithValues: RejectionReason.allCases.map { ($0.name, $0) })
        var rows = try LentRows(
            database,
            """
            SELECT t.log, t.parameter, t.reason, t.value, t.hits, t.example_line, link.link
            FROM \(source("rejection")) CROSS JOIN link ON link.id = t.link
            """)
        while try rows.next() {
            guard let parameter = parameters[rows.text(1)], let reason = reasons[rows.text(2)],
                let input = places[rows.number(0)]
            else {
                throw StoreError.failed(
                    "is damaged: a rejection names '\(rows.text(1))', '\(rows.text(2))', log \(rows.number(0))")
            }
            let example = LinePlace(input: input, segment: 0, line: UInt32(clamping: rows.number(5)))
            rows.withText(3) { value in
                rows.withText(6) { link in
                    tally.add(rows.count(4), parameter, reason, value: value, link: link, example: example)
                }
            }
        }
    }

    /// Touches stand by reference, so that each reference is taken once.
    private func addReferences(to tally: inout TallyBuilder) throws {
        var rows = try LentRows(
            database, "SELECT DISTINCT reference FROM touch WHERE \(range.secondCondition("second"))")
        while try rows.next() { rows.withText(0) { tally.add(reference: $0) } }
    }

    /// SQL: the rows of a table of counts, as `t`, that are in the range.
    private func source(_ table: String) -> String {
        if range.isEverything { return "\(table) t" }
        return """
            hour_count h CROSS JOIN \(table) t
            ON \(range.condition("h.hour")) AND t.log = h.log AND t.hour = h.hour
            """
    }
}
