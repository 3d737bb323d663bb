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
