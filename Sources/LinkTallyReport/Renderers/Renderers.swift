/// The list of renderers: a new one is named here.
package enum Renderers {
    private static let all: [any Renderer.Type] = [TextRenderer.self, JSONRenderer.self, CSVRenderer.self]

    /// The names that `--output` takes.
    package static var names: [String] { all.map { $0.name } }

    /// The renderer with this name, or nil.
    package static func named(_ name: String) -> (any Renderer)? { all.first { $0.name == name }?.init() }
}
