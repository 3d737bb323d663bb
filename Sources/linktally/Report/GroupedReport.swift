import LinkTallyReport
import LinkTallyStore

/// A table of attributions by period and group.
struct GroupedReport {
    let arguments: ReportArguments
    let output: RenderArguments
    let memory: MemoryArguments

    /// Groups of each period in a text report where `--top` says nothing.
    private static let defaultTop = 10

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        guard let renderer = TableRenderers.named(output.output) else { return }
        var file: ResultOutput? = consume file
        try store.withSnapshot(unless: Interrupts.areRaised) { snapshot in
            let unknown = try SummaryReader(snapshot, range: arguments.range).unknownHourRequests()
            let report = report(snapshot, period: try arguments.shownPeriod(unknownRequests: unknown))
            if output.output != "text" { for note in report.notes { Console.say(note) } }
            try file.take()?.write { writer in try renderer.render(report, to: &writer) }
        }
        if let status = Interrupts.status { throw status }
    }

    private func report(_ snapshot: StoreSnapshot, period: ShownPeriod?) -> TableReport {
        let groups = arguments.groups
        return TableReport(
            schema: "linktally-periods/1",
            question: [
                ("by", groups.unitName), ("group_by", groups.dimensionList), ("time_zone", arguments.timeZoneName),
            ],
            period: period, notes: period?.unknownNotes ?? [], tables: [table(snapshot)])
    }

    private func table(_ snapshot: StoreSnapshot) -> ReportTable {
        let groups = arguments.groups
        let isGrouped = !groups.dimensions.isEmpty
        var figures = isGrouped ? [] : [ReportTable.Column("requests")]
        figures += [ReportTable.Column("hits"), ReportTable.Column("errors")]
        if !isGrouped { figures.append(ReportTable.Column("lost_attribution", title: "lost")) }
        if groups.compare {
            figures += [
                ReportTable.Column("hits_before", title: "before"),
                ReportTable.Column("change_percent", title: "change"),
            ]
        }
        let texts =
            (groups.unit == nil && isGrouped ? [] : [ReportTable.Column("period", title: groups.unitName ?? "period")])
            + groups.dimensions.map { ReportTable.Column($0.rawValue) }
        let limit = output.top ?? (output.output == "text" ? Self.defaultTop : nil)
        return ReportTable("rows", title: title(limit), figures: figures, texts: texts) { body in
            // Asked once, since a period can have many rows.
            let showsPeriod = groups.unit != nil || !isGrouped
            let (compares, dimensions) = (groups.compare, groups.dimensions)
            var (period, name) = (Int64?.none, "")
            try GroupedReader(snapshot, question).forEachRow(limit: limit) { row in
                if row.period != period { (period, name) = (row.period, try self.name(of: row.period)) }
                var cells = Self.figures(row, compares: compares)
                if showsPeriod { cells.append(.text(name)) }
                for (dimension, value) in zip(dimensions, row.values) {
                    cells.append(dimension == .link ? .text(value) : .accepted(value))
                }
                try body(cells)
            }
        }
    }

    private func title(_ limit: Int?) -> String {
        let groups = arguments.groups
        let unit = groups.unit.map { " by \($0.rawValue) (\(arguments.timeZoneName))" } ?? ""
        let top = limit.map { groups.dimensions.isEmpty ? "" : " (top \($0) of each period; --top)" } ?? ""
        return "Attributed requests\(unit)\(top)"
    }

    private var question: GroupedQuestion {
        var question = GroupedQuestion(calendar: arguments.calendar, maxMemory: memory.maxMemory.count)
        question.range = arguments.range
        question.unit = arguments.groups.unit
        question.dimensions = arguments.groups.dimensions
        question.compares = arguments.groups.compare
        return question
    }

    private func name(of period: Int64) throws -> String {
        if let unit = arguments.groups.unit { return try arguments.calendar.name(of: unit, from: period) }
        return try arguments.shownPeriod(unknownRequests: 0)?.words ?? "all"
    }

    private static func figures(_ row: GroupedRow, compares: Bool) -> [TableCell] {
        var cells: [TableCell] = []
        cells.reserveCapacity(10)
        if let totals = row.totals { cells.append(.count(totals.requests)) }
        cells.append(.count(row.counts.hits))
        cells.append(.count(row.counts.errors))
        if let totals = row.totals { cells.append(.count(totals.lostAttribution)) }
        if compares {
            cells.append(.count(row.counts.before))
            cells.append(.change(row.counts.hits, from: row.counts.before))
        }
        return cells
    }
}
