/// The list of formats: a new one is named here.
package enum LogFormats {
    /// In the order in which recognition asks them: a format that reads another's lines stands before it.
    static let all: [any LogFormat.Type] = [
        VhostCombinedFormat.self,
        TraefikFormat.self,
        CombinedFormat.self,
        ALBFormat.self,
        CloudFrontFormat.self,
        S3Format.self,
        CloudflareFormat.self,
        CaddyFormat.self,
        TraefikJSONFormat.self,
        IISFormat.self,
        URLFormat.self,
    ]

    /// The format to count by where it does not matter: an input of blank lines.
    package static let standard = LogFormatChoice(format: CombinedFormat(), name: CombinedFormat.name)

    /// Names and aliases that `--format` takes.
    package static var names: [String] { all.flatMap { [$0.name] + $0.aliases } }

    /// Names, each with a line for `--help`.
    package static var summaries: [(names: String, summary: String)] {
        all.map { (([$0.name] + $0.aliases).joined(separator: ", "), $0.summary) }
    }

    /// The format with the name and the definition of an earlier choice; nil where this version has no such format.
    package static func restored(name: String, definition: String) -> LogFormatChoice? {
        definition.isEmpty ? named(name) : CustomFormats.restored(definition)
    }

    /// The format with this name or alias, or nil.
    package static func named(_ name: String) -> LogFormatChoice? {
        all.first { $0.name == name || $0.aliases.contains(name) }.map {
            LogFormatChoice(format: $0.init(), name: name)
        }
    }
}
