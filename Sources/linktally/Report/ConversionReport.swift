import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// Conversions beside the clicks that they go back to.
struct ConversionReport {
    let arguments: ReportArguments
    let output: RenderArguments
    let memory: MemoryArguments

    /// Entries of each list of a text report where `--top` says nothing.
    private static let defaultTop = 10

    private var limit: Int? { output.top ?? (output.output == "text" ? Self.defaultTop : nil) }

    func write(_ store: Store, to file: consuming ResultOutput) throws {
        guard let renderer = TableRenderers.named(output.output) else { return }
        var file: ResultOutput? = consume file
        try store.withSnapshot(unless: Interrupts.areRaised) { snapshot in
            let unknown = try SummaryReader(snapshot, range: arguments.range).unknownHourRequests()
            let period = try arguments.shownPeriod(unknownRequests: unknown)
            var question = GroupedQuestion(calendar: arguments.calendar, maxMemory: memory.maxMemory.count)
            question.range = arguments.range
            let reader = try ConversionReader(snapshot, arguments.goals, question)
            for (goal, links) in zip(arguments.goals, reader.goalLinks) where links == 0 {
                Console.say("--goal \(goal.name) fits no link of the store")
            }
            let report = try report(reader, period)
            if output.output != "text" { for note in report.notes { Console.say(note) } }
            try file.take()?.write { writer in try renderer.render(report, to: &writer) }
        }
        if let status = Interrupts.status { throw status }
    }

    private func report(_ reader: ConversionReader, _ period: ShownPeriod?) throws -> TableReport {
        TableReport(
            schema: "linktally-conversions/1", question: [("time_zone", arguments.timeZoneName)], period: period,
            notes: (period?.unknownNotes ?? []) + [
                "a page that is loaded again counts again",
                "hits on a goal without UTM codes are not in the store",
            ],
            tables: [totals(reader), campaigns(reader), links(reader), try lost(reader)], mainTable: 1)
    }

    private static let figures = [
        ReportTable.Column("hits"), ReportTable.Column("conversions"),
        ReportTable.Column("rate_percent", title: "rate"),
    ]

    private func cells(_ counts: ConversionCounts) -> [TableCell] {
        [.count(counts.clicks), .count(counts.conversions), .rate(counts.conversions, of: counts.clicks)]
    }

    /// What a title says of lists that are not shown whole.
    private var top: String { limit.map { " (top \($0) of each goal; --top)" } ?? "" }

    private func totals(_ reader: ConversionReader) -> ReportTable {
        ReportTable(
            "goals", title: "Conversions by goal",
            figures: Self.figures + [ReportTable.Column("goal_links", title: "links")],
            texts: [ReportTable.Column("goal")]
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                let links = TableCell.count(UInt64(reader.goalLinks[index]))
                try body(cells(try reader.total(index)) + [links, .text(goal.name)])
            }
        }
    }

    private func campaigns(_ reader: ConversionReader) -> ReportTable {
        ReportTable(
            "campaigns", title: "By campaign and source\(top)", figures: Self.figures,
            texts: ["goal", "campaign", "source"].map { ReportTable.Column($0) }
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                try reader.forEachCampaign(index, limit: limit) { campaign, source, counts in
                    try body(cells(counts) + [.text(goal.name), .accepted(campaign), .accepted(source)])
                }
            }
        }
    }

    private func links(_ reader: ConversionReader) -> ReportTable {
        ReportTable(
            "links", title: "By clicked link\(top)", figures: Self.figures,
            texts: ["goal", "link"].map { ReportTable.Column($0) }
        ) { body in
            for (index, goal) in arguments.goals.enumerated() {
                try reader.forEachLink(index, limit: limit) { link, counts in
                    try body(cells(counts) + [.text(goal.name), .text(Self.name(link))])
                }
            }
        }
    }

    /// A link begins with a host or a slash, so that it is none of the other names.
    private static func name(_ link: ClickedLink) -> String {
        switch link {
        case .one(let link): link
        case .several: "(several links)"
        case .none: "(not clicked)"
        }
    }

    private func lost(_ reader: ConversionReader) throws -> ReportTable {
        let (codes, clicks) = try reader.lost()
        let all = "\(Figure.grouped(codes)) with \(Figure.grouped(clicks)) hits"
        let top = limit.map { " (top \($0); --top)" } ?? ""
        return ReportTable(
            "never_converted", title: "Codes that never came back: \(all)\(top)",
            figures: [ReportTable.Column("hits")],
            texts: Parameter.utmCodes.map { ReportTable.Column($0.column) }
        ) { body in
            try reader.forEachLost(limit: limit) { values, clicks in
                try body([.count(clicks)] + values.map { .accepted($0) })
            }
        }
    }
}
