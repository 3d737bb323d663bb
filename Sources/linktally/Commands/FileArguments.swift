import ArgumentParser
import LinkTallyInput

/// Which logs to read.
struct FileArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Logs, plain or gzip.", valueName: "files"),
        completion: .file())
    private var operands: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read the names of more logs from a file, one a line (LF or CRLF); `-` is stdin.", valueName: "file"))
    var filesFrom: String?

    @Option(
        name: .customLong("files0-from"),
        help: ArgumentHelp("As --files-from, for names that end in a zero byte (find -print0).", valueName: "file"))
    var filesZeroFrom: String?

    /// The names that were given.
    var files: [String] { OperandBundle.apart(operands) }

    func validate() throws {
        let readsStdin = files.count { $0 == "-" } + [filesFrom, filesZeroFrom].count { $0 == "-" }
        if readsStdin > 1 { throw ValidationError("stdin ('-') is named \(readsStdin) times; it can be read once") }
    }

    /// Whether nothing is named, not even a list.
    var isEmpty: Bool { operands.isEmpty && filesFrom == nil && filesZeroFrom == nil }

    /// The files that hold names.
    var lists: [String?] { [filesFrom, filesZeroFrom] }

    /// All that are named, in the order given: files, then those of the lists.
    func paths() throws -> [InputPath] {
        var paths = CommandLineBytes.exact(files).map { InputPath(bytes: $0) }
        if let filesFrom { paths += try PathList.read(filesFrom, endedBy: UInt8(ascii: "\n")) }
        if let filesZeroFrom { paths += try PathList.read(filesZeroFrom, endedBy: 0) }
        if paths.isEmpty, !isEmpty { Console.say("the list of files names none; there is nothing to count") }
        return paths
    }
}
