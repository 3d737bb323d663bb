import LinkTallyCore

/// The parts of the text report that have no list.
enum TextTotals {
    /// Inputs, lines and requests.
    static func text(_ summary: borrowing Summary, _ period: ShownPeriod?) -> String {
        let inputs = summary.inputs.map {
            ($0.name, $0.bytes, $0.error, $0.warning, "\(Figure.grouped($0.lines)) lines counted")
        }
        return Self.inputs("log", inputs) + (period.map(text) ?? "") + lines(summary.lines) + requests(summary)
    }

    /// All inputs in a line, then one for each that has an error or a warning; `read` says how much of it counts.
    static func inputs(
        _ kind: String, _ inputs: [(name: String, bytes: Int, error: String?, warning: String?, read: String)]
    ) -> String {
        let bytes = inputs.reduce(0) { $0 + $1.bytes }
        let count = inputs.count == 1 ? "1 input" : "\(Figure.grouped(inputs.count)) inputs"
        var text = "LinkTally: \(count), \(Figure.bytes(bytes)) of \(kind)\n"
        for input in inputs {
            guard let code = input.error ?? input.warning else { continue }
            let note = " (\(input.error == nil ? "warning" : "error"): \(code); \(input.read))"
            let room = TextTable.lineWidth - 2 - TerminalText.width(note)
            text += "  \(TerminalText.fitted(TerminalText.escaped(input.name), max(room, 8)))\(note)\n"
        }
        return text
    }

    /// The time that the report is about, and what is to be known of it.
    static func text(_ period: ShownPeriod) -> String {
        "\nRequests \(period.words)\n" + period.notes.map { "  \($0)\n" }.joined()
    }

    private static func lines(_ lines: LineCounts) -> String {
        var rows = [("requests", lines.requests)]
        rows += [
            ("blank", lines.blank), ("directives", lines.directive), ("malformed", lines.malformed),
            ("without a request target", lines.noTarget), ("filtered", lines.filtered),
        ].filter { $0.1 > 0 }
        let total = UInt64(lines.total)
        return "\n" + figures("Lines", total, of: nil)
            + rows.map { figures("  " + $0.0, UInt64($0.1), of: total) }.joined()
    }

    private static func requests(_ summary: borrowing Summary) -> String {
        let (requests, outcomes) = (summary.requests, summary.requests.outcomes)
        let withParameters = outcomes.requests
        let estimate = summary.isReferenceCountEstimate ? " (estimate)" : ""
        return "\n"
            + figures("Requests with UTM codes or a reference", withParameters, of: UInt64(summary.lines.requests))
            + figures("  attributed", outcomes.attributed, of: withParameters)
            + figures("  with a dropped value", outcomes.withRejection, of: withParameters)
            + figures("  with every value dropped", requests.lostAll, of: withParameters)
            + figures("  attribution lost", outcomes.lostAttribution, of: withParameters)
            + figures("  reference lost", outcomes.lostReference, of: withParameters)
            + figures("Requests with any query", requests.withQuery, of: UInt64(summary.lines.requests))
            + figures("Distinct references\(estimate)", UInt64(summary.distinctReferences), of: nil)
            + (summary.knowsRowLosses ? "" : olderLogs)
    }

    private static let olderLogs = """

        Which campaigns and sources lost values is not known: the store has a log of an
        older version, which did not keep that.

        """

    /// One line: name, figure, share.
    static func figures(_ name: String, _ number: UInt64, of whole: UInt64?) -> String {
        let figure = Figure.grouped(number)
        let share = whole.map { Figure.share(number, of: $0) } ?? ""
        var line = name + String(repeating: " ", count: max(2, 58 - name.count - figure.count)) + figure
        if !share.isEmpty { line += String(repeating: " ", count: max(2, 10 - share.count)) + share }
        return line + "\n"
    }

    /// What is not told apart, since there were more distinct values than memory for them; empty where all is.
    static func folded(_ summary: borrowing Summary) -> String {
        let folded = summary.folded
        guard !folded.isEmpty else { return "" }
        var text = "\nFolded: distinct values beyond --max-memory count as (other)\n"
        for (dimension, hits) in folded { text += figures("  \(dimension.name)", hits, of: nil) }
        return text
    }

    /// What became of the occurrences of each name.
    static func parameters(_ summary: borrowing Summary) -> String {
        var table = TextTable(["accepted", "empty", "too long", "bad byte", "repeated", "parameter"])
        for parameter in Parameter.allCases {
            let counts = summary.parameters[parameter]
            table.add(
                [counts.accepted, counts.empty, counts.tooLong, counts.invalidByte, counts.duplicate]
                    .map { Figure.grouped($0) } + [parameter.name])
        }
        return "\nParameters\n" + table.text
    }

    /// How many names are nearly one of the six, and the most frequent one; empty where there is none.
    static func nearMisses(_ summary: borrowing Summary) -> String {
        guard let count = summary.nearMissCount, count > 0 else { return "" }
        let values = "\(Figure.grouped(count)) value\(count == 1 ? "" : "s")"
        var text = "\nNearly right, and never read: \(values), most often\n"
        summary.forEachNearMiss(limit: 1) { row throws(Never) in
            let input = TerminalText.escaped(summary.inputs[row.exampleInput].name)
            let name = row.isFolded ? OtherValue.name : TerminalText.escaped(row.name.text)
            let hits = Figure.grouped(row.hits)
            var lead = String(repeating: " ", count: max(0, 8 - hits.count)) + hits + "  "
            lead += "\(TerminalText.fitted(name, 18)) for \(row.parameter.name), first at "
            let line = ":\(row.exampleLine)"
            let room = max(TextTable.lineWidth - TerminalText.width(lead) - line.count, 8)
            text += lead + TerminalText.fitted(input, room) + line + "\n"
        }
        return text
    }

    /// The time that the log covers.
    static func hours(_ summary: borrowing Summary, _ zone: AssumedZone) -> String {
        let hours = summary.hours
        let known = hours.filter { $0.hour != .unknown }
        guard let first = known.first, let last = known.last,
            let busiest = known.max(by: { $0.counts.requests < $1.counts.requests })
        else { return "" }
        let name = TerminalText.escaped(zone.name)
        var text = "\nHours (\(name))\n  \(first.hour.text(in: zone)) to \(last.hour.text(in: zone))"
        text += "; busiest \(busiest.hour.text(in: zone))"
        text += " with \(Figure.grouped(busiest.counts.requests)) requests\n"
        if let unknown = hours.last, unknown.hour == .unknown {
            text += "  \(Figure.grouped(unknown.counts.requests)) requests without a readable time\n"
        }
        return text
    }
}
