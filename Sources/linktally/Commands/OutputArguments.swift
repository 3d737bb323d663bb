import ArgumentParser
import LinkTallyCore
import LinkTallyStore

/// What `scan` prints, and where.
struct OutputArguments: ParsableArguments {
    @OptionGroup(title: "Output") var report: RenderArguments

    @Option(
        help: ArgumentHelp(
            "Write each accepted client_reference_id as CSV: its hits, and hour, link and UTM codes of its first request.",
            valueName: "file"))
    var references: OutputPath?

    /// Makes the place for references that memory has no room for: beside the file that they go to.
    var makeReferenceStore: (@Sendable () throws -> any ReferenceStore)? {
        guard let references else { return nil }
        let folder = FilePlace.folder(of: references)
        return { try TemporaryReferenceStore(folder: folder) }
    }

    func validate() throws {
        if references?.isStandardOutput == true {
            throw ValidationError("--references needs the name of a file; stdout has the report")
        }
    }
}
