/// The forms of the report on links.
package enum LinkRenderers {
    private static let all: [any LinkRenderer.Type] = [LinkTextRenderer.self, LinkJSONRenderer.self]

    /// The names that `--output` takes.
    package static var names: [String] { all.map { $0.name } }

    /// The renderer with this name, or nil.
    package static func named(_ name: String) -> (any LinkRenderer)? { all.first { $0.name == name }?.init() }
}
