import LinkTallyCore
import LinkTallyPayments

/// The forms of each report, by the name that `--output` takes. A new one is a file with a type that conforms to the report's
/// protocol, and an entry here.
package enum Renderers {
    package static let summary = RendererList<any SummaryRenderer>([
        "text": { TextRenderer() }, "json": { JSONRenderer() }, "csv": { CSVRenderer() },
    ])
    package static let links = RendererList<any LinkRenderer>([
        "text": { LinkTextRenderer() }, "json": { LinkJSONRenderer() },
    ])
    package static let reconciliation = RendererList<any ReconciliationRenderer>([
        "text": { ReconciliationText() }, "json": { ReconciliationJSON() }, "csv": { ReconciliationCSV() },
    ])
    package static let tables = RendererList<any TableRenderer>([
        "text": { TextTableRenderer() }, "json": { JSONTableRenderer() }, "csv": { CSVTableRenderer() },
    ])
}

/// The forms of one report.
package struct RendererList<Renderer>: Sendable {
    private let all: KeyValuePairs<String, @Sendable () -> Renderer>

    fileprivate init(_ all: KeyValuePairs<String, @Sendable () -> Renderer>) { self.all = all }

    /// The names that `--output` takes.
    package var names: [String] { all.map(\.key) }

    /// A new renderer of this name, or nil.
    package func named(_ name: String) -> Renderer? { all.first { $0.key == name }?.value() }
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
