import LinkTallyCore

/// What was dropped and why: the part of the report that people act on.
enum TextRejections {
    static func write(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let title = "What was dropped and why"
        guard summary.rejectionCount > 0 else {
            let hasDuplicates = Parameter.allCases.contains { summary.parameters[$0].duplicate > 0 }
            let but = hasDuplicates ? " but repeated ones" : ""
            return try writer.write("\n\(title)\n  No value was dropped\(but).\n")
        }
        let more = TextRenderer.more(RejectionList.count(summary, options), options)
        try writer.write("\n\(title)\(more)\n")
        let inputs = summary.inputs
        try RejectionList.forEach(summary, options, order: .hits) { row throws(WriteFailure) in
            try writer.write(entry(row, inputs[row.exampleInput].name, isRedacted: options.redactsRejected))
        }
    }

    private static let indent = 10

    /// Hits, value and reason on one line where they fit, else on two; then the link and an example place.
    private static func entry(_ row: borrowing ShownRejection, _ input: String, isRedacted: Bool) -> String {
        let hits = Figure.grouped(row.hits)
        let margin = String(repeating: " ", count: indent)
        let lead = String(repeating: " ", count: max(0, indent - 2 - hits.count)) + hits + "  "
        let room = TextTable.lineWidth - max(indent, lead.count)
        let why = TerminalText.escaped(
            ValueDiagnosis.text(row.parameter, row.reason, row.value.array, isRedacted: isRedacted))
        let value = TerminalText.escaped("\(row.parameter.name)=\(row.value.text)")
        let line = "\(value): \(why)"
        var text = lead
        if TerminalText.width(line) <= room {
            text += line + "\n"
        } else {
            text += TerminalText.fitted(value, room - 1) + ":\n"
            text += margin + TerminalText.fitted(why, room) + "\n"
        }
        let place = ", first at \(TerminalText.fitted(TerminalText.escaped(input), 30)):\(row.exampleLine)"
        let link = row.link.byteCount == 0 ? "(no path)" : TerminalText.escaped(row.link.text)
        return text + margin + "on " + TerminalText.fitted(link, room - 3 - TerminalText.width(place)) + place + "\n"
    }
}
