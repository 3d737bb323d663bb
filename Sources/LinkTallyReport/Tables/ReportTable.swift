/// A table of a report, whose rows are made when they are asked for.
package struct ReportTable {
    /// A column.
    package struct Column: Sendable {
        /// Its name in JSON and CSV.
        let name: String
        /// Its name for people.
        let title: String

        package init(_ name: String, title: String? = nil) {
            self.name = name
            self.title = title ?? name
        }
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
