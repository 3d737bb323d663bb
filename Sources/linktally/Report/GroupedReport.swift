import LinkTallyReport
import LinkTallyStore

/// A table of attributions by period and group.
struct GroupedReport {
    let run: TableReportRun

    private var arguments: ReportArguments { run.arguments }

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        try run.write(store, to: file) { snapshot, period in
            TableReport(
                schema: "linktally-periods/1", question: run.groupedQuestion, period: period,
                notes: try run.notes(period), tables: [table(snapshot)])
        }
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
            (groups.unit == nil && isGrouped
                ? [] : [ReportTable.Column("period", title: groups.unitName ?? "period", isWhole: true)])
            + groups.dimensions.map { ReportTable.Column($0.rawValue) }
        let limit = run.limit
        return ReportTable("rows", title: title(limit), figures: figures, texts: texts) { body in
            // Asked once, since a period can have many rows.
            let showsPeriod = groups.unit != nil || !isGrouped
            // People have read the bounds above.
            let names = groups.unit != nil || !run.isText
            let (compares, dimensions) = (groups.compare, groups.dimensions)
            let hasBefore = try run.hasBefore(snapshot)
            var (period, name) = (Int64?.none, "")
            try GroupedReader(snapshot, run.question).forEachRow(limit: limit) { row in
                if row.period != period {
                    (period, name) = (row.period, names ? try arguments.name(of: row.period) : "as above")
                }
                var cells = Self.figures(row, compares: compares, hasBefore: hasBefore(row.period))
                if showsPeriod { cells.append(.text(name)) }
                TableReportRun.append(row.values, of: dimensions, to: &cells)
                try body(cells)
            }
        }
    }

    private func title(_ limit: Int?) -> String {
        let groups = arguments.groups
        let each = groups.unit == nil ? "" : " of each period"
        let top = limit.map { groups.dimensions.isEmpty ? "" : " (top \($0)\(each); --top)" } ?? ""
        return "Attributed requests\(arguments.byPeriod)\(top)"
    }

    private static func figures(_ row: GroupedRow, compares: Bool, hasBefore: Bool) -> [TableCell] {
        var cells: [TableCell] = []
        cells.reserveCapacity(10)
        if let totals = row.totals { cells.append(.count(totals.requests)) }
        cells.append(.count(row.counts.hits))
        cells.append(.count(row.counts.errors))
        if let totals = row.totals { cells.append(.count(totals.lostAttribution)) }
        if compares {
            cells.append(.count(row.counts.before))
            cells.append(.change(row.counts.hits, from: hasBefore ? row.counts.before : nil))
        }
        return cells
    }
}
