import LinkTallyCore
import LinkTallyInput
import LinkTallyReport

/// Checks the links of arguments, lists and sheets in one report.
struct CheckRun: ~Copyable {
    private var report: LinkReport
    private var hasFault = false

    init(_ renderer: any LinkRenderer) { report = LinkReport(renderer) }

    mutating func begin(to writer: inout ByteWriter) throws { try report.begin(to: &writer) }

    /// Checks one link.
    mutating func add(_ link: [UInt8], to writer: inout ByteWriter) throws {
        try report.add(link.rawSpan, link.indices, nil, to: &writer)
    }

    /// Checks the links of a list on stdin, one a line; blank lines are passed over.
    mutating func addList(to writer: inout ByteWriter) throws {
        var place = LinkPlace(input: "-")
        var oversized = 0
        do {
            try LineStream.read(InputPath("-"), stop: Interrupts.stop) { lines, oversizedLines in
                place.line += oversizedLines
                oversized += oversizedLines
                try lines.forEachLine { range in
                    place.line += 1
                    guard !range.isEmpty else { return }
                    try report.add(lines, range, place, to: &writer)
                }
            }
        } catch let error as InputError {
            hasFault = true
            Console.say(InputMessages.fault("-", error, lines: place.line, done: "checked", listsLogs: false))
        }
        if oversized > 0 {
            hasFault = true
            let lines = oversized == 1 ? "1 line is" : "\(Figure.grouped(oversized)) lines are"
            Console.say("-: \(lines) longer than 8 MiB, and not checked")
        }
    }

    /// Checks the links of a sheet's column; rows without one are passed over.
    mutating func add(_ sheet: borrowing LinkSheet, to writer: inout ByteWriter) throws {
        guard let column = sheet.indices[0] else { return }
        var place = LinkPlace(input: sheet.name)
        for (index, row) in sheet.sheet.rows.enumerated() {
            if Interrupts.stop.isRaised { return }
            let link = row[column]
            guard link.contains(where: { $0 > 0x20 }) else { continue }
            place.line = index + 2
            try report.add(link.rawSpan, link.indices, place, to: &writer)
        }
    }

    mutating func end(to writer: inout ByteWriter) throws { try report.end(to: &writer) }

    /// How the run ended; what is no URL is said on stderr.
    func status(isStrict: Bool) -> ExitStatus {
        let totals = report.totals
        if totals.notURL > 0 {
            let verb = totals.notURL == 1 ? "is" : "are"
            let subject =
                totals.links == 1
                ? "the link is" : "\(Figure.grouped(totals.notURL)) of \(Figure.grouped(totals.links)) links \(verb)"
            let hint = totals.links == 1 ? "; the links of a file: linktally check - < FILE" : ""
            Console.say(
                "\(subject) no URL: a URL begins with a scheme such as https:// and a host, or with / or ?\(hint)")
        }
        if let status = Interrupts.status { return status }
        if hasFault { return totals.links == 0 ? .failure : .inputFault }
        if totals.notURL > 0 { return .usage }
        return totals.losing > 0 || (isStrict && totals.suspect > 0) ? .wouldDrop : .success
    }
}
