import LinkTallyCore

/// For people: totals first, then what came from where, then what was dropped and why. At most 80 columns.
struct TextRenderer: SummaryRenderer {
    /// The lists of campaigns and of sources are all that it shows of rows.
    let rowDimensions: RowDimensions = [.campaign, .source]

    /// Entries of each list where `--top` says nothing.
    private static let defaultTop = 10

    func render(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        var options = options
        options.top = options.top ?? Self.defaultTop
        try writer.write(TextTotals.text(summary, options.period))
        guard summary.requests.outcomes.requests > 0 else {
            return try writer.write("\n" + TextNothing.text(summary.lines, options) + TextTotals.nearMisses(summary))
        }
        try writer.write(TextTotals.folded(summary))
        try writer.write(TextTotals.parameters(summary))
        try values(of: .campaign, "Top campaigns", summary, options, to: &writer)
        try values(of: .source, "Top sources", summary, options, to: &writer)
        try links(summary, options, to: &writer)
        try TextRejections.write(summary, options, to: &writer)
        try writer.write(TextTotals.nearMisses(summary))
        try writer.write(TextTotals.hours(summary, options.zone))
    }

    private func values(
        of parameter: Parameter, _ title: String, _ summary: borrowing Summary, _ options: ReportOptions,
        to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let values = summary.values(of: parameter)
        guard values.distinct > 0 else { return try writer.write("\n\(title)\n  No \(parameter.name) was accepted.\n") }
        let attributed = summary.requests.outcomes.attributed
        var rows: [(counts: ValueCounts, value: String)] = []
        values.forEach(limit: options.top) { value, counts throws(Never) in rows.append((counts, value.text)) }
        if values.other.hits > 0 { rows.append((values.other, OtherValue.name)) }
        let hasLoss = rows.contains { $0.counts.withRejection ?? 0 > 0 }
        var table = TextTable(["hits", "share"] + (hasLoss ? ["lost a value"] : []) + [parameter.column])
        for (counts, value) in rows {
            var cells = [Figure.grouped(counts.hits), Figure.share(counts.hits, of: attributed)]
            if hasLoss { cells.append(counts.withRejection.map { Figure.grouped($0) } ?? "") }
            table.add(cells + [value])
        }
        try writer.write("\n\(title)\(Self.more(values.count, options))\n\(table.text)")
    }

    private func links(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let hasLoss = summary.requests.outcomes.lostAttribution > 0
        var table = TextTable(["lost", "share", "with codes", "link"])
        summary.forEachLink(order: hasLoss ? .worst : .hits, limit: options.top) { row throws(Never) in
            let outcomes = row.outcomes
            table.add([
                Figure.grouped(outcomes.lostAttribution), Figure.share(outcomes.lostAttribution, of: outcomes.requests),
                Figure.grouped(outcomes.requests), TerminalText.escaped(row.link.text),
            ])
        }
        let title = hasLoss ? "Links that lost attribution, worst first" : "Links, none of which lost attribution"
        let count = hasLoss ? summary.losingLinkCount : summary.linkCount
        try writer.write("\n\(title)\(Self.more(count, options))\n\(table.text)")
    }

    /// What a title says of a list that is not shown whole.
    static func more(_ count: Int, _ options: ReportOptions) -> String {
        guard let top = options.top, count > top else { return "" }
        return " (\(Figure.grouped(top)) of \(Figure.grouped(count)); --top shows more)"
    }
}

/// What a report for people says where no request has a code: why that may be, by what was read.
enum TextNothing {
    static func text(_ lines: LineCounts, _ options: ReportOptions) -> String {
        let none = "a UTM code or a client_reference_id.\n"
        if lines.requests == 0, lines.filtered > 0 {
            return "No request is left: " + filtered(lines.filtered, "all ", options)
        }
        if lines.filtered > 0, !options.filters.isEmpty {
            return "No request that is left has \(none)But " + filtered(lines.filtered, "", options)
        }
        if options.period != nil { return "No request of this time has \(none)" }
        if lines.requests == 0, lines.malformed > 0 {
            return """
                No line can be read as a request, so there is nothing to count.
                Is the log's format right (--format)?

                """
        }
        return "No request has \(none)" + """
            If there should be some: is the log's format right (--format), and does it
            log the query string?

            """
    }

    /// How many requests were filtered out, and by what.
    private static func filtered(_ count: Int, _ all: String, _ options: ReportOptions) -> String {
        let subject = count == 1 ? "1 request was" : "\(all)\(Figure.grouped(count)) requests were"
        guard !options.filters.isEmpty else { return "\(subject) filtered out.\n" }
        let rows = options.filters.map {
            "  \(TerminalText.fitted(TerminalText.escaped($0), TextTable.lineWidth - 2))\n"
        }
        // Only the first filter that stops a request sees it, so there is no fair count for each filter.
        let hint = rows.count > 1 ? "Leave some of them out to see which it was.\n" : ""
        return "\(subject) filtered out by\n\(rows.joined())\(hint)"
    }
}
