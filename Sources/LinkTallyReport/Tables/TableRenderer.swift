/// A form of a report of tables. To add one, name it in `TableRenderers.all` under the name that `--output` takes.
package protocol TableRenderer: Sendable {
    /// The name that `--output` takes.
    static var name: String { get }

    init()

    /// Writes the whole report. Throws what the tables' rows throw, and `WriteFailure`.
    func render(_ report: TableReport, to writer: inout ByteWriter) throws
}

/// The list of table renderers.
package enum TableRenderers {
    private static let all: [any TableRenderer.Type] = [
        TextTableRenderer.self, JSONTableRenderer.self, CSVTableRenderer.self,
    ]

    /// The renderer with this name, or nil.
    package static func named(_ name: String) -> (any TableRenderer)? { all.first { $0.name == name }?.init() }
}
