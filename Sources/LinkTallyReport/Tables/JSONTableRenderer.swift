/// Tables as lists of objects.
struct JSONTableRenderer: TableRenderer {
    static let name = "json"

    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        var json = JSONWriter()
        try json.open("{", to: &writer)
        try json.member("schema", report.schema, to: &writer)
        for (name, value) in report.question { try json.member(name, value, to: &writer) }
        if let period = report.period { try JSONPeriod.write(period, &json, &writer) }
        for table in report.tables {
            try json.name(table.name, to: &writer)
            try json.open("[", to: &writer)
            try table.rows { cells in
                try json.openEntry(to: &writer)
                for (column, cell) in zip(table.columns, cells) { try write(column.name, cell, &json, &writer) }
                try json.close("}", to: &writer)
            }
            try json.close("]", to: &writer)
        }
        try json.close("}", to: &writer)
        try writer.write("\n")
    }

    private func write(
        _ name: String, _ cell: TableCell, _ json: inout JSONWriter, _ writer: inout ByteWriter
    ) throws(WriteFailure) {
        switch cell {
        case .text(let text), .accepted(let text): try json.member(name, text, to: &writer)
        case .count(let count): try json.member(name, count, to: &writer)
        case .rate, .change, .rateChange: try json.member(name, number: cell.percent, to: &writer)
        }
    }
}
