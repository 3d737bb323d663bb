/// The list of renderers of the report on payments: a new one is named here.
package enum ReconciliationRenderers {
    private static let all: [any ReconciliationRenderer.Type] = [
        ReconciliationText.self, ReconciliationJSON.self, ReconciliationCSV.self,
    ]

    /// The names that `--output` takes.
    package static var names: [String] { all.map { $0.name } }

    /// The renderer with this name, or nil.
    package static func named(_ name: String) -> (any ReconciliationRenderer)? { all.first { $0.name == name }?.init() }
}
