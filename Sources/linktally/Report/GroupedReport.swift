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

/// A table of conversions by period and group.
struct GroupedConversionReport {
    let run: TableReportRun

    private var arguments: ReportArguments { run.arguments }

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        try run.write(store, to: file) { snapshot, period in
            let reader = try GroupedConversionReader(snapshot, arguments.goals, run.question)
            ReportMessages.sayUnfitting(arguments.goals, reader.goalLinks)
            return TableReport(
                schema: "linktally-conversion-periods/1", question: run.groupedQuestion, period: period,
                notes: try run.notes(period) + ReportMessages.conversionNotes,
                tables: [table(reader, try run.hasBefore(snapshot))])
        }
    }

    private func table(_ reader: GroupedConversionReader, _ hasBefore: @escaping (Int64) -> Bool) -> ReportTable {
        let groups = arguments.groups
        let figures = ConversionFigures(compares: groups.compare)
        let names = arguments.goals.map(\.name)
        let period = groups.unitName.map { [ReportTable.Column("period", title: $0, isWhole: true)] } ?? []
        let texts = period + [ReportTable.Column("goal")] + groups.dimensions.map { ReportTable.Column($0.rawValue) }
        let limit = run.limit
        return ReportTable("rows", title: title(limit), figures: figures.columns, texts: texts) { body in
            var figures = figures
            // Asked once, since a period can have many rows.
            let (showsPeriod, dimensions) = (groups.unit != nil, groups.dimensions)
            var (period, name) = (Int64?.none, "")
            try reader.forEachRow(limit: limit) { row in
                if row.period != period {
                    (period, name) = (row.period, try arguments.name(of: row.period))
                    figures.hasBefore = hasBefore(row.period)
                }
                var cells = figures.cells(row.counts)
                if showsPeriod { cells.append(.text(name)) }
                cells.append(.text(names[row.goal]))
                TableReportRun.append(row.values, of: dimensions, to: &cells)
                try body(cells)
            }
        }
    }

    private func title(_ limit: Int?) -> String {
        let each = arguments.groups.unit == nil ? "goal" : "period and goal"
        let top = limit.map { arguments.groups.dimensions.isEmpty ? "" : " (top \($0) of each \(each); --top)" } ?? ""
        return "Conversions\(arguments.byPeriod)\(top)"
    }
}
