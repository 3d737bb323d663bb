/// A table in 80 columns: right-aligned figures, and a last column of text that takes what is left of the line.
package struct TextTable {
    /// Columns of a line.
    static let lineWidth = 80

    private let header: [String]
    private var rows: [[String]] = []

    /// A table with these column names; the last one is the text's.
    package init(_ header: [String]) { self.header = header }

    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row of as many cells as the header has; the last one must be escaped.
    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The table's lines, each with its line feed.
    package var text: String {
        let figures = header.count - 1
        let widths = (0..<figures).map { column in
            ([header] + rows).map { TerminalText.width($0[column]) }.max() ?? 0
        }
        let left = widths.reduce(0) { $0 + $1 + 2 }
        return ([header] + rows).map { cells in
            var line = ""
            for column in 0..<figures {
                line +=
                    String(repeating: " ", count: 2 + widths[column] - TerminalText.width(cells[column]))
                    + cells[column]
            }
            let room = max(Self.lineWidth - left - 2, 8)
            return line + "  " + TerminalText.fitted(cells[figures], room) + "\n"
        }.joined()
    }
}
