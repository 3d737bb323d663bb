/// A report that consists of tables.
package struct TableReport {
    /// Its schema's name in JSON.
    let schema: String
    /// What was asked, as JSON has it: names and texts.
    let question: [(name: String, value: String?)]
    /// The time that it is about; nil: all.
    let period: ShownPeriod?
    /// Remarks on the figures, a sentence each, for people.
    package let notes: [String]
    let tables: [ReportTable]
    /// The one that CSV has.
    let mainTable: Int

    package init(
        schema: String, question: [(name: String, value: String?)], period: ShownPeriod?, notes: [String],
        tables: [ReportTable], mainTable: Int = 0
    ) {
        self.schema = schema
        self.question = question
        self.period = period
        self.notes = notes
        self.tables = tables
        self.mainTable = mainTable
    }
}

/// A table of a report, whose rows are made when they are asked for.
package struct ReportTable {
    /// A column.
    package struct Column: Sendable {
        /// Its name in JSON and CSV.
        let name: String
        /// Its name for people.
        let title: String
        /// The line of a row in which the text report shows it.
        let line: Line
        /// Whether its texts, and those of the columns to its left, are never cut to fit 80 columns: half a date is no date.
        let isWhole: Bool

        package init(_ name: String, title: String? = nil, line: Line = .first, isWhole: Bool = false) {
            self.name = name
            self.title = title ?? name
            self.line = line
            self.isWhole = isWhole
        }
    }

    /// The lines that a row takes in the text report: a comparison has more figures than fit in one of 80 columns. The figures of
    /// `before` and `change` stand below the first ones of `first`, in the same order.
    package enum Line: String, Sendable, CaseIterable {
        case first, before, change
    }

    /// Calls `body` with each row: a cell for each column, figures first, then texts.
    package typealias Rows = (_ body: ([TableCell]) throws -> Void) throws -> Void

    /// Its name in JSON.
    let name: String
    /// Its title for people.
    let title: String
    /// Figures, then texts.
    let columns: [Column]
    /// How many of the columns are texts.
    let textCount: Int
    let rows: Rows

    package init(_ name: String, title: String, figures: [Column], texts: [Column], rows: @escaping Rows) {
        self.name = name
        self.title = title
        columns = figures + texts
        textCount = texts.count
        self.rows = rows
    }
}
