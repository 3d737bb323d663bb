import LinkTallyCore

/// `linktally/1`: field names are a promise. Lists are complete and ordered by key unless `top` shortens them.
struct JSONRenderer: Renderer {
    static let name = "json"

    let rowDimensions = RowDimensions.all

    func render(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        var json = JSONWriter()
        try json.open("{", to: &writer)
        try json.member("schema", "linktally/1", to: &writer)
        if let period = options.period { try JSONPeriod.write(period, &json, &writer) }
        try inputs(summary, &json, &writer)
        try lines(summary.lines, &json, &writer)
        try requests(summary.requests, &json, &writer)
        try parameters(summary, options, &json, &writer)
        try attributions(summary, options, &json, &writer)
        try rejections(summary, options, &json, &writer)
        try hours(summary, &json, &writer)
        try links(summary, options, &json, &writer)
        try folded(summary, &json, &writer)
        try json.close("}", to: &writer)
        try writer.write("\n")
    }

    private func folded(
        _ summary: borrowing Summary, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("folded", to: &writer)
        try json.open("[", to: &writer)
        for (dimension, hits) in summary.folded {
            try json.openEntry(to: &writer)
            try json.member("dimension", dimension.name, to: &writer)
            try json.member("hits", hits, to: &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    /// Marks an entry in which some cells stand for all values that are not told apart any more.
    private func folded(
        _ dimensions: [Dimension], _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        guard !dimensions.isEmpty else { return }
        try json.name("folded", to: &writer)
        try json.open("[", to: &writer)
        for dimension in dimensions { try json.element(dimension.name, to: &writer) }
        try json.close("]", to: &writer)
    }

    private func inputs(
        _ summary: borrowing Summary, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("inputs", to: &writer)
        try json.open("[", to: &writer)
        for input in summary.inputs {
            try json.openEntry(to: &writer)
            try json.member("name", input.name, to: &writer)
            try json.member("container", input.container, to: &writer)
            try json.member("format", input.format, to: &writer)
            try json.member("bytes", input.bytes, to: &writer)
            try json.member("lines", input.lines, to: &writer)
            try json.member("error", input.error, to: &writer)
            try json.member("warning", input.warning, to: &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func lines(
        _ lines: LineCounts, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.member(
            "lines",
            [
                "total": lines.total,
                "blank": lines.blank,
                "directive": lines.directive,
                "malformed": lines.malformed,
                "no_target": lines.noTarget,
                "filtered": lines.filtered,
                "requests": lines.requests,
            ], to: &writer)
    }

    private func requests(
        _ requests: RequestCounts, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("requests", to: &writer)
        try json.open("{", to: &writer)
        try json.member("with_query", requests.withQuery, to: &writer)
        try json.member("with_parameters", requests.outcomes.requests, to: &writer)
        try json.member("tagged", requests.tagged, to: &writer)
        try outcomes(requests.outcomes, &json, &writer)
        try json.close("}", to: &writer)
    }

    private func outcomes(
        _ outcomes: Outcomes, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.member("attributed", outcomes.attributed, to: &writer)
        try json.member("with_rejection", outcomes.withRejection, to: &writer)
        try json.member("lost_attribution", outcomes.lostAttribution, to: &writer)
        try json.member("lost_reference", outcomes.lostReference, to: &writer)
    }

    private func parameters(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("parameters", to: &writer)
        try json.open("{", to: &writer)
        for parameter in Parameter.allCases {
            let counts = summary.parameters[parameter]
            try json.name(parameter.name, to: &writer)
            try json.open("{", to: &writer)
            try json.member("accepted", counts.accepted, to: &writer)
            try json.name("rejected", to: &writer)
            try json.open("{", to: &writer)
            for reason in RejectionReason.allCases { try json.member(reason.name, counts[reason], to: &writer) }
            try json.close("}", to: &writer)
            try values(of: parameter, summary, options, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("}", to: &writer)
    }

    private func values(
        of parameter: Parameter, _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter,
        _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        if parameter == .reference {
            try json.member("distinct", summary.distinctReferences, to: &writer)
            try json.member("distinct_is_estimate", summary.isReferenceCountEstimate, to: &writer)
            guard summary.keepsReferences else { return }
        }
        let values = summary.values(of: parameter)
        if parameter != .reference {
            try json.member("distinct", values.distinct, to: &writer)
            if values.isEstimate { try json.member("distinct_is_estimate", true, to: &writer) }
        }
        try json.name("values", to: &writer)
        try json.open("[", to: &writer)
        try values.forEach(limit: options.top) { value, hits throws(WriteFailure) in
            try json.openEntry(to: &writer)
            try json.member("value", value, to: &writer)
            try json.member("hits", hits, to: &writer)
            try json.close("}", to: &writer)
        }
        if values.otherHits > 0, let dimension = Dimension(parameter) {
            try json.openEntry(to: &writer)
            try json.member("value", OtherValue.name, to: &writer)
            try json.member("hits", values.otherHits, to: &writer)
            try folded([dimension], &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func attributions(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("attributions", to: &writer)
        try json.open("[", to: &writer)
        try summary.forEachAttribution(order: options.order, limit: options.top) { row throws(WriteFailure) in
            try json.openEntry(to: &writer)
            try json.member("hour", row.hour.text, to: &writer)
            try json.member("link", row.link, to: &writer)
            for parameter in Parameter.utmCodes {
                try json.member(parameter.column, row.value(of: parameter), to: &writer)
            }
            try json.member("hits", row.hits, to: &writer)
            try json.member("errors", row.errors, to: &writer)
            try folded(row.folded, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func rejections(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("rejections", to: &writer)
        try json.open("[", to: &writer)
        let inputs = summary.inputs
        try RejectionList.forEach(summary, options) { row throws(WriteFailure) in
            try json.openEntry(to: &writer)
            try json.member("link", row.link, to: &writer)
            try json.member("parameter", row.parameter.name, to: &writer)
            try json.member("reason", row.reason.name, to: &writer)
            try json.member("value", row.value, to: &writer)
            try json.member("hits", row.hits, to: &writer)
            try json.name("example", to: &writer)
            try json.open("{", to: &writer)
            try json.member("input", inputs[row.exampleInput].name, to: &writer)
            try json.member("line", row.exampleLine, to: &writer)
            try json.close("}", to: &writer)
            try folded(row.folded, &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func hours(
        _ summary: borrowing Summary, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("hours", to: &writer)
        try json.open("[", to: &writer)
        for (hour, counts) in summary.hours {
            try json.openEntry(to: &writer)
            try json.member("hour", hour.text, to: &writer)
            try json.member("requests", counts.requests, to: &writer)
            try json.member("tagged", counts.tagged, to: &writer)
            try folded(hour == .other ? [.hour] : [], &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }

    private func links(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name("links", to: &writer)
        try json.open("[", to: &writer)
        try summary.forEachLink(order: options.order, limit: options.top) { row throws(WriteFailure) in
            try json.openEntry(to: &writer)
            try json.member("link", row.link, to: &writer)
            try json.member("requests", row.outcomes.requests, to: &writer)
            try outcomes(row.outcomes, &json, &writer)
            try folded(row.isFolded ? [.link] : [], &json, &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
    }
}
