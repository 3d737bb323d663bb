import LinkTallyCore
import LinkTallyPayments

/// The forms of each report, by the name that `--output` takes. A new one is a file with a type that conforms to the report's
/// protocol, and an entry here.
package enum Renderers {
    package static let summary = RendererList<any SummaryRenderer>([
        "text": { _ in TextRenderer() }, "json": { _ in JSONRenderer() }, "csv": { _ in CSVRenderer() },
        "html": { SummaryPage(origin: $0) },
    ])
    package static let links = RendererList<any LinkRenderer>([
        "text": { _ in LinkTextRenderer() }, "json": { _ in LinkJSONRenderer() },
    ])
    package static let reconciliation = RendererList<any ReconciliationRenderer>([
        "text": { _ in ReconciliationText() }, "json": { _ in ReconciliationJSON() },
        "csv": { _ in ReconciliationCSV() }, "html": { ReconciliationPage(origin: $0) },
    ])
    package static let tables = RendererList<any TableRenderer>([
        "text": { _ in TextTableRenderer() }, "json": { _ in JSONTableRenderer() }, "csv": { _ in CSVTableRenderer() },
        "html": { TablePage(origin: $0) },
    ])
}

/// The forms of one report.
package struct RendererList<Renderer>: Sendable {
    private let all: KeyValuePairs<String, @Sendable (ReportOrigin) -> Renderer>

    fileprivate init(_ all: KeyValuePairs<String, @Sendable (ReportOrigin) -> Renderer>) { self.all = all }

    /// The names that `--output` takes.
    package var names: [String] { all.map(\.key) }

    /// A new renderer of this name, or nil.
    ///
    /// - Parameter origin: What a page says of who made it.
    package func named(_ name: String, _ origin: ReportOrigin = ReportOrigin()) -> Renderer? {
        all.first { $0.key == name }?.value(origin)
    }
}

/// A form of the report on logs.
package protocol SummaryRenderer: Sendable {
    /// What its lists of attribution rows and values tell apart.
    var rowDimensions: RowDimensions { get }

    /// Writes the whole report. Rows are streamed from the summary's memory, none is kept.
    ///
    /// - Throws: `WriteFailure`.
    func render(_ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter) throws
}

/// A form of the report on links that were checked. Links are written as they come, none is kept.
///
/// All members throw `WriteFailure`.
package protocol LinkRenderer {
    mutating func begin(to writer: inout ByteWriter) throws

    /// Writes what becomes of a link: `check` was made of `bytes`.
    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter) throws

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws
}

/// A form of the report on payments.
package protocol ReconciliationRenderer: Sendable {
    /// Writes the whole report. Rows are read from `lists`, none is kept.
    ///
    /// - Parameter top: Entries of each list; nil: all.
    /// - Throws: `WriteFailure`, or what `lists` throws.
    func render(
        _ reconciliation: Reconciliation, _ lists: any ReconciliationLists, top: Int?, to writer: inout ByteWriter)
        throws
}

/// A form of a report of tables.
package protocol TableRenderer: Sendable {
    /// Writes the whole report.
    ///
    /// - Throws: `WriteFailure`, or what the tables' rows throw.
    func render(_ report: TableReport, to writer: inout ByteWriter) throws
}
