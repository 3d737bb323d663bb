import ArgumentParser
import LinkTallyCore
import LinkTallyInput

/// Which logs to report on, and as what.
struct InputArguments: ParsableArguments {
    @OptionGroup(title: "Inputs") var files: FileArguments
    @OptionGroup(title: "Inputs") var lines: FormatArguments

    @Option(
        help: ArgumentHelp(
            "Exit with 3 where more of an input's lines cannot be read as its format.", valueName: "percent"))
    var maxMalformed: Double?

    /// The format that was named or defined, if one was.
    var format: LogFormatChoice? { lines.format }

    func validate() throws {
        if let maxMalformed, !(0...100 ~= maxMalformed) {
            throw ValidationError("--max-malformed \(maxMalformed) is no percentage; use 0 to 100")
        }
    }

    /// All inputs, in the order given; stdin where none is named.
    func paths() throws -> [InputPath] { files.isEmpty ? [InputPath("-")] : try files.paths() }
}
