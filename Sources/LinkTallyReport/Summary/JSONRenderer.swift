import LinkTallyCore

/// `linktally/1`: field names are a promise. Lists are complete and ordered by key unless `top` shortens them.
struct JSONRenderer: SummaryRenderer {
    let rowDimensions = RowDimensions.all

    func render(_ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter) throws {
        try writer.json { json in
            try json.object { json in
                try json.member("schema", "linktally/1")
                try options.period?.write(to: &json)
                try inputs(summary.inputs, &json)
                try lines(summary.lines, &json)
                try requests(summary.requests, &json)
                try parameters(summary, options, &json)
                try attributions(summary, options, &json)
                try rejections(summary, options, &json)
                try nearMisses(summary, options, &json)
                try hours(summary.hours, &json)
                try links(summary, options, &json)
                try json.array("folded") { json in
                    for (dimension, hits) in summary.folded {
                        try json.entry { json in
                            try json.member("dimension", dimension.name)
                            try json.member("hits", hits)
                        }
                    }
                }
            }
        }
        try writer.write("\n")
    }

    private func inputs(_ inputs: [InputSummary], _ json: inout JSONWriter) throws {
        try json.array("inputs") { json in
            for input in inputs {
                try json.entry { json in
                    try json.member("name", input.name)
                    try json.member("container", input.container)
                    try json.member("format", input.format)
                    try json.member("bytes", input.bytes)
                    try json.member("lines", input.lines)
                    try json.member("error", input.error)
                    try json.member("warning", input.warning)
                }
            }
        }
    }

    private func lines(_ lines: LineCounts, _ json: inout JSONWriter) throws {
        try json.object("lines") { json in
            try json.member("total", lines.total)
            try json.member("blank", lines.blank)
            try json.member("directive", lines.directive)
            try json.member("malformed", lines.malformed)
            try json.member("no_target", lines.noTarget)
            try json.member("filtered", lines.filtered)
            try json.member("requests", lines.requests)
        }
    }

    private func requests(_ requests: RequestCounts, _ json: inout JSONWriter) throws {
        try json.object("requests") { json in
            try json.member("with_query", requests.withQuery)
            try json.member("with_parameters", requests.outcomes.requests)
            try json.member("tagged", requests.tagged)
            try outcomes(requests.outcomes, &json)
            try json.member("lost_all", requests.lostAll)
        }
    }

    private func outcomes(_ outcomes: Outcomes, _ json: inout JSONWriter) throws(WriteFailure) {
        try json.member("attributed", outcomes.attributed)
        try json.member("with_rejection", outcomes.withRejection)
        try json.member("lost_attribution", outcomes.lostAttribution)
        try json.member("lost_reference", outcomes.lostReference)
    }

    private func parameters(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter
    ) throws {
        try json.object("parameters") { json in
            for parameter in Parameter.allCases {
                let counts = summary.parameters[parameter]
                try json.name(parameter.name)
                try json.object { json in
                    try json.member("accepted", counts.accepted)
                    try json.object("rejected") { json in
                        for reason in RejectionReason.allCases {
                            try json.name(reason.name)
                            try json.value(counts[reason])
                        }
                    }
                    if parameter == .reference {
                        try json.member("distinct", summary.distinctReferences)
                        try json.member("distinct_is_estimate", summary.isReferenceCountEstimate)
                        if summary.keepsReferences {
                            try values(summary.values(of: parameter), of: parameter, options, &json)
                        }
                    } else {
                        let values = summary.values(of: parameter)
                        try json.member("distinct", values.distinct)
                        if values.isEstimate { try json.member("distinct_is_estimate", true) }
                        try self.values(values, of: parameter, options, &json)
                    }
                }
            }
        }
    }

    private func values(
        _ values: borrowing ValueList, of parameter: Parameter, _ options: ReportOptions, _ json: inout JSONWriter
    ) throws {
        try json.array("values") { json in
            try values.forEach(limit: options.top) { value, counts in
                try json.entry { json in
                    try json.member("value", value)
                    try self.counts(counts, of: parameter, &json)
                }
            }
            if values.other.hits > 0, let dimension = Dimension(parameter) {
                try json.entry { json in
                    try json.member("value", OtherValue.name)
                    try counts(values.other, of: parameter, &json)
                    try folded([dimension], &json)
                }
            }
        }
    }

    /// Counts of a value; of a reference the hits alone.
    private func counts(
        _ counts: ValueCounts, of parameter: Parameter, _ json: inout JSONWriter
    ) throws(WriteFailure) {
        try json.member("hits", counts.hits)
        if parameter != .reference { try json.member("with_rejection", counts.withRejection) }
    }

    private func attributions(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter
    ) throws {
        try json.array("attributions") { json in
            try summary.forEachAttribution(order: options.order, limit: options.top) { row in
                try json.entry { json in
                    try json.member("hour", row.hour.text)
                    try json.member("link", row.link)
                    for parameter in Parameter.utmCodes {
                        try json.name(parameter.column)
                        try json.value(row.value(of: parameter))
                    }
                    try json.member("hits", row.hits)
                    try json.member("errors", row.errors)
                    try json.member("with_rejection", row.withRejection)
                    try folded(row.folded, &json)
                }
            }
        }
    }

    private func rejections(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter
    ) throws {
        let inputs = summary.inputs
        try json.array("rejections") { json in
            try RejectionList.forEach(summary, options) { row in
                try json.entry { json in
                    try json.member("link", row.link)
                    try json.member("parameter", row.parameter.name)
                    try json.member("reason", row.reason.name)
                    try json.member("value", row.value)
                    try json.member("hits", row.hits)
                    try example(inputs[row.exampleInput], row.exampleLine, &json)
                    try folded(row.folded, &json)
                }
            }
        }
    }

    private func nearMisses(_ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter) throws {
        guard summary.nearMissCount != nil else { return }
        let inputs = summary.inputs
        try json.array("near_misses") { json in
            try summary.forEachNearMiss(limit: options.top) { row in
                try json.entry { json in
                    if row.isFolded {
                        try json.member("name", OtherValue.name)
                    } else {
                        try json.member("name", row.name)
                    }
                    try json.member("meant", row.parameter.name)
                    try json.member("hits", row.hits)
                    try example(inputs[row.exampleInput], row.exampleLine, &json)
                    if row.isFolded { try json.array("folded") { try $0.value("name") } }
                }
            }
        }
    }

    /// The first line that has what an entry tells of.
    private func example(_ input: InputSummary, _ line: Int, _ json: inout JSONWriter) throws {
        try json.object("example") { json in
            try json.member("input", input.name)
            try json.member("line", line)
        }
    }

    private func hours(_ hours: [(hour: UTCHour, counts: HourCounts)], _ json: inout JSONWriter) throws {
        try json.array("hours") { json in
            for (hour, counts) in hours {
                try json.entry { json in
                    try json.member("hour", hour.text)
                    try json.member("requests", counts.requests)
                    try json.member("tagged", counts.tagged)
                    try json.member("with_rejection", counts.withRejection)
                    try json.member("lost_attribution", counts.lostAttribution)
                    try folded(hour == .other ? [.hour] : [], &json)
                }
            }
        }
    }

    private func links(
        _ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter
    ) throws {
        try json.array("links") { json in
            try summary.forEachLink(order: options.order, limit: options.top) { row in
                try json.entry { json in
                    try json.member("link", row.link)
                    try json.member("requests", row.outcomes.requests)
                    try outcomes(row.outcomes, &json)
                    try folded(row.isFolded ? [.link] : [], &json)
                }
            }
        }
    }

    /// Marks an entry in which some cells stand for all values that are not told apart any more.
    private func folded(_ dimensions: [Dimension], _ json: inout JSONWriter) throws {
        guard !dimensions.isEmpty else { return }
        try json.array("folded") { json in
            for dimension in dimensions { try json.value(dimension.name) }
        }
    }
}
