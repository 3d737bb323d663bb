import ArgumentParser
import LinkTallyCore
import LinkTallyReport
import LinkTallyStore

/// What to print, and where.
struct OutputArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The report's form: \(Renderers.names.joined(separator: ", ")).", valueName: "form"))
    var output = "text"

    @Option(help: ArgumentHelp("Write the report to a file, whole or not at all.", valueName: "file"))
    var outputFile: String?

    @Option(
        help: ArgumentHelp(
            "Shorten the lists of values, attributions, rejections and links to those with the most hits.",
            valueName: "n"))
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "Write each accepted client_reference_id as CSV: its hits, and hour, link and UTM codes of its first request.",
            valueName: "file"))
    var references: String?

    @Flag(help: "Show only the shape of rejected values, which can be personal data (a for letters, 9 for digits).")
    var redactRejected = false

    /// The renderer that was named; `validate` has seen that there is one.
    var renderer: (any Renderer)? { Renderers.named(output) }

    /// Makes the place for references that memory has no room for: beside the file that they go to.
    var makeReferenceStore: (@Sendable () throws -> any ReferenceStore)? {
        guard let references else { return nil }
        let folder = FilePlace.folder(of: references)
        return { try TemporaryReferenceStore(folder: folder) }
    }

    func validate() throws {
        guard renderer != nil else {
            throw ValidationError(
                "--output '\(output)' is no known form; use one of \(Renderers.names.joined(separator: ", "))")
        }
        if let top, top < 1 { throw ValidationError("--top \(top) would show nothing; use 1 or more") }
        if references == "-" { throw ValidationError("--references needs the name of a file; stdout has the report") }
    }
}
