import LinkTallyCore

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
        // A request is gone with the first filter that does not let it through: what each takes depends on their order.
        let hint = rows.count > 1 ? "Leave some of them out to see which it was.\n" : ""
        return "\(subject) filtered out by\n\(rows.joined())\(hint)"
    }
}
