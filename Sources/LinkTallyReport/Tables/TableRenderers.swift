import LinkTallyCore

/// Tables as lists of objects.
struct JSONTableRenderer: TableRenderer {
    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        try writer.json { json in
            try json.object { json in
                try json.member("schema", report.schema)
                for (name, value) in report.question {
                    try json.name(name)
                    try json.value(value)
                }
                try report.period?.write(to: &json)
                for table in report.tables {
                    try json.name(table.name)
                    try json.array { json in
                        try table.rows { cells in
                            try json.entry { json in
                                for (column, cell) in zip(table.columns, cells) {
                                    try json.name(column.name)
                                    switch cell {
                                    case .text(let text), .accepted(let text): try json.value(text)
                                    case .count(let count): try json.value(count)
                                    case .rate, .change, .rateChange: try json.value(number: cell.percent)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        try writer.write("\n")
    }
}

/// The main table, one row a line.
struct CSVTableRenderer: TableRenderer {
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

/// Tables for people, in 80 columns: figures, then what they are about.
struct TextTableRenderer: TableRenderer {
    func render(_ report: TableReport, to writer: inout ByteWriter) throws {
        let period = report.period.map { "Requests \($0.words)" } ?? "All requests"
        try writer.write("LinkTally: \(period)\n")
        for note in report.notes { try writer.write("  \(note)\n") }
        for table in report.tables { try write(table, to: &writer) }
    }

    private func write(_ table: ReportTable, to writer: inout ByteWriter) throws {
        let figures = table.columns[..<(table.columns.count - table.textCount)]
        let width = figures.count { $0.line == .first }
        // For each line, the indices of its cells within a row.
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
