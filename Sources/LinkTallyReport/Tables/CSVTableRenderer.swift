import LinkTallyCore

/// The main table, one row a line.
struct CSVTableRenderer: TableRenderer {
    static let name = "csv"

    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        let table = report.tables[report.mainTable]
        try writer.write(table.columns.map(\.name).joined(separator: ",") + "\n")
        try table.rows { cells in
            for (index, cell) in cells.enumerated() {
                if index > 0 { try writer.write(byte: UInt8(ascii: ",")) }
                switch cell {
                case .text(let text): try CSVText.write(Array(text.utf8).rawSpan, to: &writer)
                case .accepted(let value): try writer.write(value)
                case .count(let count): try writer.write(count)
                case .rate, .change, .rateChange: try writer.write(cell.percent ?? "")
                }
            }
            try writer.write("\n")
        }
    }
}
