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
        let figures = table.columns.count - table.textCount
        var lines = TextTable(Self.joined(table.columns.map(\.title), figures))
        try table.rows { cells in lines.add(Self.joined(cells.map(\.shown), figures)) }
        try writer.write("\n\(table.title)\n")
        try writer.write(lines.isEmpty ? "  Nothing.\n" : lines.text)
    }

    /// The texts in one cell, the last.
    private static func joined(_ cells: [String], _ figures: Int) -> [String] {
        cells[..<figures] + [cells[figures...].joined(separator: "  ")]
    }
}
