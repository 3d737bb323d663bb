import Foundation
import LinkTallyReport
import LinkTallyStore

/// What the reports that are tables have in common.
struct TableReportRun {
    let arguments: ReportArguments
    let output: RenderArguments
    let memory: MemoryArguments<ReportMemory>

    /// Entries of each list of a text report where `--top` says nothing.
    private static let defaultTop = 10

    /// Entries of each list; nil: all.
    var limit: Int? { output.top ?? (isText ? Self.defaultTop : nil) }

    /// Whether people read it.
    var isText: Bool { output.output == "text" }

    var question: GroupedQuestion { arguments.question(maxMemory: memory.maxMemory.count) }

    /// What was asked, as JSON has it.
    var groupedQuestion: [(name: String, value: String?)] {
        [
            ("by", arguments.groups.unitName), ("group_by", arguments.groups.dimensionList),
            ("time_zone", arguments.timeZoneName),
        ]
    }

    /// Whether the store has anything from before the period that begins with this hour (without --by: before --from):
    /// where it has not, nothing in it is new. Asked of the store once.
    func hasBefore(_ snapshot: StoreSnapshot) throws -> (_ period: Int64) -> Bool {
        guard arguments.groups.compare, let earliest = try snapshot.earliestHour() else { return { _ in false } }
        // Nothing is before what has no time.
        guard arguments.groups.unit == nil else { return { earliest < $0 && $0 != StoreTime.unknownHour } }
        let hasBefore = arguments.range.from.map { earliest < $0 } ?? false
        return { _ in hasBefore }
    }

    /// What people should know of the time that a report is about.
    func notes(_ period: ShownPeriod?) throws -> [String] {
        try arguments.comparisonNotes + (period?.unknownNotes ?? [])
    }

    /// Appends the values of a group; there can be millions of them, so that no array is made for each.
    static func append(_ values: [String], of dimensions: [GroupDimension], to cells: inout [TableCell]) {
        for (dimension, value) in zip(dimensions, values) {
            cells.append(dimension == .link ? .text(value) : .accepted(value))
        }
    }

    /// Writes the report that `report` makes of the store as it is; its rows are read meanwhile.
    func write(
        _ store: Store, to file: consuming ResultOutput,
        _ report: (StoreSnapshot, ShownPeriod?) throws -> TableReport
    ) throws {
        guard let renderer = Renderers.tables.named(output.output, .ofThisRun) else { return }
        var file: ResultOutput? = consume file
        try store.withSnapshot(unless: Interrupts.areRaised) { snapshot in
            let unknown = try snapshot.unknownHourRequests()
            let report = try report(snapshot, try arguments.shownPeriod(unknownRequests: unknown))
            // The text report has the notes itself.
            if !isText { for note in report.notes { Console.say(note) } }
            try file.take()?.write { writer in try renderer.render(report, to: &writer) }
        }
        if let status = Interrupts.status { throw status }
    }
}

/// What `report` says on stderr.
enum ReportMessages {
    /// Why a time zone cannot be had; to be put behind `--time-zone`.
    static func explanation(_ error: ReportCalendar.BrokenHour) -> String {
        let hour = StoreTime.utcHour(error.hour).text
        return
            "\(error.zone) is not on whole hours of UTC (at \(hour):00Z); a store counts by whole hours of UTC, so that the days of this zone cannot be told from it; use \(neighbour(error)) or a time (--from) when it was"
    }

    /// The zone of whole hours whose days begin next behind those of another.
    private static func neighbour(_ error: ReportCalendar.BrokenHour) -> String {
        let start = Date(timeIntervalSince1970: Double(error.hour) * 3600)
        let offset = TimeZone(identifier: error.zone)?.secondsFromGMT(for: start) ?? 0
        let hours = Int((Double(offset) / 3600).rounded(.down))
        let minutes = (offset - hours * 3600) / 60
        // These names have the sign the other way round.
        return minutes == 0
            ? "another zone"
            : "Etc/GMT\(hours > 0 ? "-" : "+")\(abs(hours)), whose days begin \(minutes) minutes later,"
    }

    /// Names the goals that no link of the store fits: a pattern may be wrong.
    static func sayUnfitting(_ goals: [Goal], _ links: [Int]) {
        for (goal, links) in zip(goals, links) where links == 0 {
            Console.say("--goal \(goal.name) fits no link of the store")
        }
    }

    /// What people should know of conversions.
    static let conversionNotes = [
        "a page that is loaded again counts again",
        "hits on a goal without UTM codes are not in the store",
    ]
}
