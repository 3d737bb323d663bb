import LinkTallyCore

/// The report on logs as a page. Its data is what `JSONRenderer` writes, so that its numbers are those of the JSON, and
/// besides what only people need: why each value is dropped, in words, and what to write instead.
struct SummaryPage: SummaryRenderer {
    let origin: ReportOrigin
    let rowDimensions = RowDimensions.all

    /// Entries of the lists that the page shows without its script.
    private static let shortList = 10

    func render(_ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter) throws {
        let causes = ShownValue.list(summary, options, limit: Self.shortList)
        let words = PageWords(summary, options, causes)
        let page = Page(
            origin, about: words.about, verdict: words.verdict, content: content(summary, words, causes))
        try page.write(to: &writer) { writer in
            try Page.data("report", to: &writer) { writer in
                try JSONRenderer().render(summary, options, to: &writer)
            }
            try Page.facts(origin, to: &writer) { json in try facts(summary, options, &json) }
        }
    }

    private func content(
        _ summary: borrowing Summary, _ words: PageWords, _ causes: [ShownValue]
    ) -> [String: Any] {
        let (requests, outcomes) = (summary.requests, summary.requests.outcomes)
        let withCodes = outcomes.requests
        func figure(_ name: String, _ count: UInt64, _ note: String, loses: Bool = false) -> [String: Any] {
            ["name": name, "count": PageWords.number(count), "note": note, "loses": loses && count > 0]
        }
        func share(_ count: UInt64) -> String { withCodes > 0 ? Figure.share(count, of: withCodes) : "" }
        let lostReferences = outcomes.lostReference
        let references = [
            summary.isReferenceCountEstimate ? "estimate" : "",
            lostReferences > 0 ? "\(PageWords.number(lostReferences)) lost" : "",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        return [
            "doubts": words.doubts, "advice": words.advice, "hasAdvice": !words.advice.isEmpty,
            "figures": [
                figure("tagged", requests.tagged, "of \(PageWords.number(withCodes)) with codes"),
                figure("attributed", outcomes.attributed, share(outcomes.attributed)),
                figure("with a dropped value", outcomes.withRejection, share(outcomes.withRejection), loses: true),
                figure("attribution lost", outcomes.lostAttribution, share(outcomes.lostAttribution), loses: true),
                figure("distinct references", UInt64(summary.distinctReferences), references),
            ],
            "lists": [fixes(causes), list("Campaigns", .campaign, summary), list("Sources", .source, summary)],
        ]
    }

    private func fixes(_ causes: [ShownValue]) -> [String: Any] {
        let rows: [[String: Any]] = causes.map { cause in
            let value = "\(cause.parameter.name)=\(String(decoding: cause.value, as: UTF8.self))"
            return [
                "value": TerminalText.escaped(value), "why": cause.diagnosis, "hits": PageWords.number(cause.hits),
            ]
        }
        return ["title": "What to fix", "name": "dropped value", "rows": rows]
    }

    private func list(_ title: String, _ parameter: Parameter, _ summary: borrowing Summary) -> [String: Any] {
        var rows: [[String: Any]] = []
        summary.values(of: parameter).forEach(limit: Self.shortList) { value, counts throws(Never) in
            rows.append(["value": value.text, "hits": PageWords.number(counts.hits)])
        }
        return ["title": title, "name": parameter.column, "rows": rows]
    }

    private func facts(_ summary: borrowing Summary, _ options: ReportOptions, _ json: inout JSONWriter) throws {
        try json.member("top", options.top)
        try json.array("filters") { json in for filter in options.filters { try json.value(filter) } }
        try json.array("notes") { json in for note in options.period?.notes ?? [] { try json.value(note) } }
        try json.array("causes") { json in
            try ShownValue.forEach(summary, options, limit: options.top) { cause in
                try json.entry { json in try cause.write(summary.inputs, to: &json) }
            }
        }
    }
}

extension ShownValue {
    /// The values that a report shows, most hits first. Values are lent from the summary's memory unless they are
    /// redacted, which merges those of one shape.
    static func forEach(
        _ summary: borrowing Summary, _ options: ReportOptions, limit: Int?, _ body: (ShownValue) throws -> Void
    ) throws {
        let values = summary.rejectedValues()
        if options.redactsRejected {
            let merged = shapes(values, summary)
            for value in merged.prefix(limit ?? merged.count) { try body(value) }
        } else {
            try values.forEach(of: summary, limit: limit) { row in try body(ShownValue(row, isRedacted: false)) }
        }
    }

    /// The first `limit` of them.
    static func list(_ summary: borrowing Summary, _ options: ReportOptions, limit: Int) -> [ShownValue] {
        var list: [ShownValue] = []
        // Nothing is written, so that nothing can fail.
        try? forEach(summary, options, limit: limit) { list.append($0) }
        return list
    }

    /// What would be kept instead, where one is obvious and the value may be shown.
    var mended: String? {
        isShownByName ? ValueDiagnosis.mended(parameter, reason, value) : nil
    }

    /// The diagnosis without what would be kept instead.
    var why: String {
        let all = diagnosis
        guard let mended, all.hasSuffix("; try \(mended)") else { return all }
        return String(all.dropLast("; try \(mended)".count))
    }

    fileprivate func write(_ inputs: [InputSummary], to json: inout JSONWriter) throws {
        try json.member("parameter", parameter.name)
        try json.member("reason", reason.name)
        try json.member("value", value.rawSpan)
        if isShownByName, let mark = ValueDiagnosis.mark(parameter, reason, value) {
            // Offsets in UTF-16, as a script counts.
            func units(_ end: Int) -> Int { String(decoding: value[..<end], as: UTF8.self).utf16.count }
            try json.array("mark") { json in
                try json.value(units(mark.lowerBound))
                try json.value(units(mark.upperBound))
            }
        }
        try json.member("why", why)
        try json.member("mended", mended)
        try json.member("hits", hits)
        try json.member("links", links)
        try json.object("example") { json in
            try json.member("link", link.rawSpan)
            try json.member("input", inputs[exampleInput].name)
            try json.member("line", exampleLine)
        }
    }
}
