import LinkTallyCore
import LinkTallyReport
import LinkTallySheets

/// Writes a campaign sheet back with a link in each row, or what keeps it from having one.
struct SheetLinks {
    /// The columns that are looked for: base, then a parameter each, then those that are written.
    static let columns = [["base"]] + Parameter.allCases.map { [$0.column, $0.name] } + [["link"], ["problem"]]

    private let sheet: LinkSheet
    private let maker: LinkMaker
    private let defaults: LinkValues
    private let variants: [LinkVariants]
    /// How it ended so far.
    private(set) var status = ExitStatus.success

    /// - Parameters:
    ///   - defaults: Values of rows whose cells for them are empty.
    ///   - variants: Each row comes once for each combination of these.
    init(_ sheet: LinkSheet, _ maker: LinkMaker, defaults: LinkValues, _ variants: [LinkVariants]) {
        self.sheet = sheet
        self.maker = maker
        self.defaults = defaults
        self.variants = variants
    }

    mutating func write(to writer: inout ByteWriter) throws {
        let layout = Layout(sheet, variants)
        try write(layout.header, problem: nil, layout, to: &writer)
        for (index, cells) in sheet.sheet.rows.enumerated() {
            if let status = Interrupts.status { throw status }
            let base = cells[sheet.indices[0]!]
            guard !base.isEmpty || cells.contains(where: { !$0.isEmpty }) else {
                // A row that says nothing.
                try write(layout.cells(cells), problem: nil, layout, to: &writer)
                continue
            }
            var said: Set<String> = []
            for values in LinkVariants.combinations(of: variants, with: values(of: cells)) {
                let outcome = maker.make(base, values)
                if outcome.link != nil {
                    // What is the same in all variants is said once.
                    for repair in outcome.repairs where said.insert(repair).inserted {
                        Console.say("\(sheet.name):\(index + 2): \(repair)")
                    }
                }
                take(outcome.status)
                var row = layout.cells(cells)
                for variant in variants { row[layout.parameters[variant.parameter]!] = values[variant.parameter]! }
                row[layout.link] = outcome.link?.bytes ?? []
                try write(row, problem: outcome.problems.joined(separator: "; "), layout, to: &writer)
            }
        }
        if status != .success {
            Console.say("\(sheet.name): not every row has a link; the column 'problem' says why")
        }
    }

    private func values(of cells: [[UInt8]]) -> LinkValues {
        var values = LinkValues()
        for (parameter, index) in zip(Parameter.allCases, sheet.indices[1...]) {
            if let index, !cells[index].isEmpty { values[parameter] = cells[index] }
        }
        return values.filled(from: defaults)
    }

    /// What is no URL weighs more than what would be dropped.
    private mutating func take(_ next: ExitStatus) {
        if next == .usage || status == .success { status = next }
    }

    private func write(
        _ row: [[UInt8]], problem: String?, _ layout: Layout, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        for (index, cell) in row.enumerated() {
            if index > 0 { try writer.write(byte: sheet.sheet.delimiter) }
            if index == layout.problem, let problem {
                // It quotes what strangers may have written.
                let text = Array(TerminalText.escaped(problem).utf8)
                try CSVText.write(text.rawSpan, delimiter: sheet.sheet.delimiter, to: &writer)
            } else {
                try CSVText.write(own: cell.rawSpan, delimiter: sheet.sheet.delimiter, to: &writer)
            }
        }
        try writer.write(byte: UInt8(ascii: "\n"))
    }
}

extension SheetLinks {
    /// Where the columns of the written sheet stand: those of the read one, then what it lacks.
    private struct Layout {
        private(set) var header: [[UInt8]]
        private(set) var parameters: [Parameter: Int] = [:]
        let link: Int
        let problem: Int

        init(_ sheet: LinkSheet, _ variants: [LinkVariants]) {
            var header = sheet.sheet.header
            func place(_ index: Int?, _ name: String) -> Int {
                if let index { return index }
                header.append(Array(name.utf8))
                return header.count - 1
            }
            for variant in variants {
                let index = sheet.indices[1 + Int(variant.parameter.rawValue)]
                parameters[variant.parameter] = place(index, variant.parameter.column)
            }
            link = place(sheet.indices[7], "link")
            problem = place(sheet.indices[8], "problem")
            self.header = header
        }

        /// The cells of a row in this layout; link and problem, which may be an earlier run's, are empty.
        func cells(_ cells: [[UInt8]]) -> [[UInt8]] {
            var row = cells + [[UInt8]](repeating: [], count: header.count - cells.count)
            row[link] = []
            row[problem] = []
            return row
        }
    }
}
