import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// Conversions beside the clicks that they go back to.
struct ConversionReport {
    let run: TableReportRun

    private var arguments: ReportArguments { run.arguments }
    private var limit: Int? { run.limit }

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        try run.write(store, to: file) { snapshot, period in
            let reader = try ConversionReader(snapshot, arguments.goals, run.question)
            ReportMessages.sayUnfitting(arguments.goals, reader.goalLinks)
            return try report(
                reader, period,
                ConversionFigures(
                    compares: arguments.groups.compare, hasBefore: try run.hasBefore(snapshot)(0)))
        }
    }

    private func report(_ reader: ConversionReader, _ period: ShownPeriod?, _ figures: ConversionFigures) throws
        -> TableReport
    {
        TableReport(
            schema: "linktally-conversions/1", question: [("time_zone", arguments.timeZoneName)], period: period,
            notes: try run.notes(period) + ReportMessages.conversionNotes,
            tables: [
                totals(reader, figures), campaigns(reader, figures), links(reader, figures), try lost(reader),
            ], mainTable: 1)
    }

    /// What a title says of lists that are not shown whole.
    private var top: String { limit.map { " (top \($0) of each goal; --top)" } ?? "" }

    private func totals(_ reader: ConversionReader, _ figures: ConversionFigures) -> ReportTable {
        ReportTable(
            "goals", title: "Conversions by goal",
            figures: figures.columns + [
                ReportTable.Column("conversions_not_clicked", title: "not clicked"),
                ReportTable.Column("goal_links", title: "links"),
            ],
            texts: [ReportTable.Column("goal")]
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                let links = TableCell.count(UInt64(reader.goalLinks[index]))
                let notClicked = TableCell.count(try reader.notClicked(index)?.conversions ?? 0)
                try body(figures.cells(try reader.total(index)) + [notClicked, links, .text(goal.name)])
            }
        }
    }

    private func campaigns(_ reader: ConversionReader, _ figures: ConversionFigures) -> ReportTable {
        ReportTable(
            "campaigns", title: "By campaign and source\(top)", figures: figures.columns,
            texts: ["goal", "campaign", "source"].map { ReportTable.Column($0) }
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                try reader.forEachCampaign(index, limit: limit) { campaign, source, counts in
                    try body(figures.cells(counts) + [.text(goal.name), .accepted(campaign), .accepted(source)])
                }
            }
        }
    }

    private func links(_ reader: ConversionReader, _ figures: ConversionFigures) -> ReportTable {
        ReportTable(
            "links", title: "By clicked link\(top)", figures: figures.columns,
            texts: ["goal", "link"].map { ReportTable.Column($0) }
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                try reader.forEachLink(index, limit: limit) { link, counts in
                    try body(figures.cells(counts) + [.text(goal.name), .text(link.text)])
                }
            }
        }
    }

    private func lost(_ reader: ConversionReader) throws -> ReportTable {
        let compares = arguments.groups.compare
        let (codes, clicks) = try reader.lost()
        var all = "\(Figure.grouped(codes)) with \(Figure.grouped(clicks)) hits"
        if compares {
            let (codes, clicks) = try reader.lost(before: true)
            all += ", before \(Figure.grouped(codes)) with \(Figure.grouped(clicks))"
        }
        let top = limit.map { " (top \($0); --top)" } ?? ""
        return ReportTable(
            "never_converted", title: "Codes that never came back: \(all)\(top)",
            figures: [ReportTable.Column("hits")]
                + (compares ? [ReportTable.Column("hits_before", title: "before")] : []),
            texts: Parameter.utmCodes.map { ReportTable.Column($0.column) }
        ) { body in
            try reader.forEachLost(limit: limit) { values, clicks, before in
                try body(
                    [.count(clicks)] + (compares ? [.count(before)] : []) + values.map { .accepted($0) })
            }
        }
    }
}

/// The figures of conversions, in every table of them.
struct ConversionFigures {
    /// Whether those of the period before stand beside.
    let compares: Bool
    /// Whether the store has anything from before.
    var hasBefore = false

    var columns: [ReportTable.Column] {
        let now = [
            ReportTable.Column("hits"), ReportTable.Column("conversions"),
            ReportTable.Column("rate_percent", title: "rate"),
        ]
        guard compares else { return now }
        return now + [
            ReportTable.Column("hits_before", line: .before), ReportTable.Column("conversions_before", line: .before),
            ReportTable.Column("rate_percent_before", line: .before),
            ReportTable.Column("hits_change_percent", line: .change),
            ReportTable.Column("conversions_change_percent", line: .change),
            ReportTable.Column("rate_change_percent", line: .change),
        ]
    }

    func cells(_ counts: ConversionCounts) -> [TableCell] {
        let now: [TableCell] = [
            .count(counts.clicks), .count(counts.conversions), .rate(counts.conversions, of: counts.clicks),
        ]
        guard compares else { return now }
        let rate = TableCell.Rate(counts.conversions, of: counts.clicks)
        let rateBefore = TableCell.Rate(counts.conversionsBefore, of: counts.clicksBefore)
        return now + [
            .count(counts.clicksBefore), .count(counts.conversionsBefore),
            .rate(counts.conversionsBefore, of: counts.clicksBefore),
            .change(counts.clicks, from: hasBefore ? counts.clicksBefore : nil),
            .change(counts.conversions, from: hasBefore ? counts.conversionsBefore : nil),
            .rateChange(rate, from: hasBefore ? rateBefore : nil),
        ]
    }
}
