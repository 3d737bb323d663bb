/// Tables for people, in 80 columns: figures, then what they are about.
struct TextTableRenderer: TableRenderer {
    static let name = "text"

    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        let period = report.period.map { "Requests \($0.words)" } ?? "All requests"
        try writer.write("LinkTally: \(period)\n")
        for note in report.notes { try writer.write("  \(note)\n") }
        for table in report.tables { try write(table, to: &writer) }
    }

    private func write(_ table: ReportTable, to writer: inout ByteWriter) throws {
        let figures = table.columns[..<(table.columns.count - table.textCount)]
        let width = figures.count { $0.line == .first }
        // Places in a row, of each line.
        let lines = ReportTable.Line.allCases.map { line in (line, figures.indices.filter { figures[$0].line == line })
        }
        let titles = figures.filter { $0.line == .first } + table.columns[figures.count...]
        var text = TextTable(
            titles.map(\.title), textCount: table.textCount,
            wholeTexts: table.columns[figures.count...].prefix { $0.isWhole }.count)
        try table.rows { cells in
            for (line, places) in lines where !places.isEmpty {
                let shown = places.map { cells[$0].shown } + repeatElement("", count: width - places.count)
                text.add(shown + (line == .first ? cells[figures.count...].map(\.shown) : ["  \(line.rawValue)"]))
            }
        }
        try writer.write("\n\(table.title)\n")
        try writer.write(text.isEmpty ? "  Nothing.\n" : text.text)
    }
}
