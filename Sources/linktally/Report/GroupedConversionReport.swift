import LinkTallyReport
import LinkTallyStore

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
