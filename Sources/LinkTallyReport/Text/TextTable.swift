/// A table in 80 columns: right-aligned figures, then texts, which share what is left of the line.
package struct TextTable {
    /// Columns of a line.
    static let lineWidth = 80
    /// Columns that a text is never cut below.
    private static let leastText = 8

    private let header: [String]
    private let textCount: Int
    private let wholeTexts: Int
    private var rows: [[String]] = []

    /// A table with these column names; the last `textCount` are those of texts, of which the first `wholeTexts` are never cut.
    package init(_ header: [String], textCount: Int = 1, wholeTexts: Int = 0) {
        self.header = header
        self.textCount = textCount
        self.wholeTexts = wholeTexts
    }

    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row of as many cells as the header has, or of all figures and one text that belongs to no column; texts must be
    /// escaped.
    package mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The table's lines, each with its line feed.
    package var text: String {
        let figures = header.count - textCount
        let all = [header] + rows
        let widths = (0..<figures).map { column in all.map { TerminalText.width($0[column]) }.max() ?? 0 }
        let room = max(Self.lineWidth - widths.reduce(0) { $0 + $1 + 2 } - 2, Self.leastText)
        let textWidths = textWidths(all, figures, room)
        return all.map { cells in
            var line = ""
            for (column, width) in widths.enumerated() {
                line += String(repeating: " ", count: 2 + width - TerminalText.width(cells[column])) + cells[column]
            }
            return line + Self.joined(cells[figures...], textWidths, room) + "\n"
        }.joined()
    }

    /// The columns of each text: what it needs. Where the line has no room for that, all longer ones get the same limit.
    private func textWidths(_ rows: [[String]], _ figures: Int, _ room: Int) -> [Int] {
        let widths = (figures..<header.count).map { column in
            rows.filter { $0.count == header.count }.map { TerminalText.width($0[column]) }.max() ?? 0
        }
        let (whole, others) = (widths.prefix(wholeTexts), widths.dropFirst(wholeTexts))
        let shared = room - 2 * (textCount - 1) - whole.reduce(0, +)
        var limit = max(shared, Self.leastText)
        while limit > Self.leastText, others.reduce(0, { $0 + min($1, limit) }) > shared { limit -= 1 }
        return whole + others.map { min($0, limit) }
    }

    private static func joined(_ texts: ArraySlice<String>, _ widths: [Int], _ room: Int) -> String {
        guard texts.count == widths.count else { return "  " + TerminalText.fitted(texts.joined(), room) }
        var line = ""
        var gap = 2
        for (text, width) in zip(texts, widths) {
            let shown = TerminalText.fitted(text, width)
            line += String(repeating: " ", count: gap) + shown
            gap = 2 + width - TerminalText.width(shown)
        }
        return line
    }
}
