import LinkTallyReport

@testable import LinkTallyCore

/// What must hold for any log, whatever its bytes.
enum LogCheck {
    private static let seed = HashSeed(first: 1, second: 2)

    /// Scans `log` in one window, line by line and with filters, and compares.
    static func check(_ log: ArraySlice<UInt8>, _ choice: LogFormat) {
        let log = Array(log)
        let whole = report([log], choice)
        precondition(whole.lines.total == lineCount(log), "lines are missing")
        precondition(whole.json == report(lines(log), choice).json, "the report depends on the windows")
        var filter = RequestFilter()
        filter.bots = .exclude
        filter.link = LinkPattern("*[a-z]?*/*")
        filter.statuses = StatusSet("2xx,4xx")
        let filtered = report([log], choice, filter)
        precondition(filtered.lines.requests + filtered.lines.filtered == whole.lines.requests, "requests are missing")
        precondition(filtered.lines.total == whole.lines.total, "filters change lines")
    }

    private static func report(
        _ windows: [[UInt8]], _ choice: LogFormat, _ filter: RequestFilter = RequestFilter()
    ) -> (json: [UInt8], lines: LineCounts) {
        var scanner = LineScanner(tally: Tally(.references, seed: seed), filter: filter)
        scanner.begin(input: 0, segment: 0)
        var run = FormatRun(choice, looksForOthers: true)
        for window in windows { scanner.scan(window.rawSpan, with: &run) }
        let tally = scanner.finish()
        let lines = tally.lines
        let summary = Summary(
            tally, inputs: [InputSummary(name: "log")], places: LinePlaces(segmentLines: [[UInt32(lines.total)]]))
        for parameter in Parameter.allCases { checkValues(of: parameter, summary) }
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try! Renderers.summary.named("json")!.render(summary, ReportOptions(), to: &writer)
        try! writer.flush()
        // A page takes longer than all the rest.
        if sink.bytes.count % 16 == 0 { checkPage(summary) }
        return (sink.bytes, lines)
    }

    /// Nothing of a log begins or ends an element of the page but its own.
    private static func checkPage(_ summary: borrowing Summary) {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try! Renderers.summary.named("html")!.render(summary, ReportOptions(), to: &writer)
        try! writer.flush()
        let page = String(decoding: sink.bytes, as: UTF8.self)
        precondition(page.utf8.elementsEqual(sink.bytes), "the page is no UTF-8")
        let pieces = page.split(separator: "<script", omittingEmptySubsequences: false)
        precondition(pieces.count == 4, "the page has other scripts")
        for data in pieces[1...2] {
            let body = data.drop { $0 != ">" }.dropFirst()
            precondition(body.prefix { $0 != "<" }.allSatisfy { $0 != ">" && $0 != "&" }, "the page's data has marks")
            precondition(body.drop { $0 != "<" }.hasPrefix("</script>\n"), "the page's data ends early")
        }
    }

    /// No value that was accepted breaks a rule.
    private static func checkValues(of parameter: Parameter, _ summary: borrowing Summary) {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_".utf8)
        let values = summary.values(of: parameter)
        var hits: UInt64 = 0
        values.forEach(limit: values.count) { (value, counts) throws(Never) in
            precondition(1...parameter.limit ~= value.byteCount, "a value of a wrong length was accepted")
            precondition(
                value.byteOffsets.allSatisfy { allowed.contains(value.byte(at: $0)) }, "a wrong byte was accepted")
            hits += counts.hits
        }
        precondition(hits == summary.parameters[parameter].accepted, "values and verdicts disagree")
    }

    private static func lineCount(_ log: [UInt8]) -> Int {
        log.count { $0 == 0x0A } + (log.last.map { $0 == 0x0A ? 0 : 1 } ?? 0)
    }

    private static func lines(_ log: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = 0
        for index in log.indices where log[index] == 0x0A {
            lines.append(Array(log[start...index]))
            start = index + 1
        }
        if start < log.count { lines.append(Array(log[start...])) }
        return lines
    }
}
