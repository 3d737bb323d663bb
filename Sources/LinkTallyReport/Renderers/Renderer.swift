import LinkTallyCore

/// A form of the report.
///
/// To add one, write a file with a type that conforms, and name the type in `Renderers.all`.
package protocol Renderer: Sendable {
    /// The name that `--output` takes.
    static var name: String { get }

    /// What its lists of attribution rows and values tell apart.
    var rowDimensions: RowDimensions { get }

    init()

    /// Writes the whole report. Rows are streamed from the summary's memory, none is kept.
    func render(_ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter)
        throws(WriteFailure)
}
