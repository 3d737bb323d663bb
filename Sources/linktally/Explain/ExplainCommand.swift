import ArgumentParser
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport

/// `linktally explain`: from the first lines of a log to what is read where in them.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show what is read where in the first lines of a log, or why no format fits.",
        usage: "linktally explain [<options>] <file> | -",
        discussion: ExplainHelp.discussion)

    @Argument(help: ArgumentHelp("A log, plain or packed; `-` is stdin.", valueName: "file"), completion: .file())
    private var operands: [String] = []

    @OptionGroup(title: "Format") var lines: FormatArguments

    /// The log that was named.
    private var files: [String] { CommandLineWords.operands(operands) }

    func validate() throws {
        guard files.count == 1 else {
            throw ValidationError(files.isEmpty ? "name a log, or '-' for stdin" : "name one log at a time")
        }
    }

    func run() throws {
        Interrupts.install()
        lines.sayDoubts()
        let path = InputPath(bytes: CommandLineWords.exact(files)[0])
        let (format, envelopes, zone) = (lines.format, lines.envelopes, lines.assumedZone)
        var explained: (text: String, isRead: Bool, lines: Int)?
        var isWhole = true
        do {
            try LineStream.readFirst(path, stop: Interrupts.stop) { lines in
                let explanation = Explanation(lines, as: format, inside: envelopes, assuming: zone)
                let isRead = explanation.examples.contains { $0.kind == .request }
                explained = (
                    ExplanationText.text(explanation, name: path.name, lines), isRead,
                    lines.array.count { $0 == UInt8(ascii: "\n") }
                )
            }
        } catch let error as InputError {
            if error.fault == .interrupted { throw Interrupts.status ?? .failure }
            Console.say(InputMessages.fault(path.name, error, lines: explained?.lines ?? 0, done: "read"))
            if explained == nil { throw ExitStatus.failure }
            isWhole = false
        }
        try ResultOutput.print(explained?.text ?? "\(TerminalText.escaped(path.name)): is empty\n")
        if explained?.isRead != true || !isWhole { throw ExitStatus.inputFault }
    }
}

/// The long part of `linktally explain --help`.
private enum ExplainHelp {
    static var discussion: String {
        """
        Looks at up to \(FormatRecognizer.lineLimit) lines. For each kind of line it shows the first one, and carets under time, \
        request, status, host and user agent. Where no format fits it shows the formats that come closest and what is missing for \
        them; of JSON lines, the keys that look like a request, and the --json-keys to paste.

        EXAMPLES
          linktally explain access.log.gz
          kubectl logs gateway | head -n 100 | linktally explain -
          linktally explain --log-format '$time_iso8601 $status $request_uri' access.log

        EXIT STATUS
          0    a request was found
          1    nothing could be done: no input that can be read, no output
          2    wrong usage
          3    no format fits, no line has a request, or the input has a fault
        """
    }
}
