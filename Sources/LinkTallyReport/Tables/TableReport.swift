/// A report that consists of tables.
package struct TableReport {
    /// Its schema's name in JSON.
    let schema: String
    /// What was asked, as JSON has it: names and texts.
    let question: [(name: String, value: String?)]
    /// The time that it is about; nil: all.
    let period: ShownPeriod?
    /// What people should know of the figures.
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
        /// Where it stands for people.
        let line: Line
        /// Whether its texts, with those before, are never cut to 80 columns: a part of a date is none.
        let isWhole: Bool

        package init(_ name: String, title: String? = nil, line: Line = .first, isWhole: Bool = false) {
            self.name = name
            self.title = title ?? name
            self.line = line
            self.isWhole = isWhole
        }
    }

    /// The lines that a row has for people: so many figures that are compared have no room in one. Figures of the others stand
    /// below the first figures of the first, in order.
    package enum Line: String, Sendable, CaseIterable {
        case first, before, change
    }

    /// What hands each row to `body`, as many cells as there are columns, texts behind all figures.
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
