import ArgumentParser
import Glibc
import LinkTallyInput
import LinkTallyReport

/// The command line: parses, runs, exits.
@main
struct LinkTallyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "linktally",
        abstract:
            "Counts the UTM codes and client_reference_id values in access logs, and says what payment pages drop.",
        version: Version.text,
        subcommands: [
            ScanCommand.self, IngestCommand.self, ReportCommand.self, ReconcileCommand.self, StoreCommand.self,
            CheckCommand.self, LinkCommand.self, ExplainCommand.self, FormatsCommand.self, VersionCommand.self,
        ],
        defaultSubcommand: ScanCommand.self)

    static func main() {
        StandardDescriptors.reserve()
        Interrupts.ignoreFailedWrites()
        let words = CommandLineWords()
        do {
            try KernelChoice.apply()
            if let (name, value) = words.notText {
                refuse("Error: \(name) '\(value)' is not UTF-8, as it has to be; write it in UTF-8")
            }
            if let name = words.misspelt(of: configuration.subcommands.compactMap { $0.configuration.commandName }) {
                let word = words.words[0]
                refuse(
                    "Error: '\(word)' is no subcommand, and there is no file of that name; did you mean '\(name)'?\n"
                        + "  See 'linktally --help' for more information; a file is also named as ./\(word)")
            }
            var command = try parse(words)
            if let name = words.repeated {
                let usage = usageString(for: type(of: command))
                refuse("Error: \(name) is given twice; give it once\nUsage: \(usage)")
            }
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch {
            answer(error, words)
        }
    }

    private static func parse(_ words: CommandLineWords) throws -> any ParsableCommand {
        do {
            return try parseAsRoot(words.bundled)
        } catch {
            guard CommandLineWords.isBundle(in: fullMessage(for: error)) else { throw error }
            // Said of the words as they were given.
            return try parseAsRoot(words.words)
        }
    }

    /// Ends the process as the parser asks for: with a help text, with the version, or because of wrong usage.
    private static func answer(_ error: any Error, _ words: CommandLineWords) -> Never {
        let (message, full) = (message(for: error), fullMessage(for: error))
        let isSuccess = exitCode(for: error).isSuccess
        if let dashed = words.dashed {
            let text = CommandLineWords.text(dashed, message: message)
            refuse(
                isSuccess
                    ? "Error: \(text)\n  See 'linktally --help' for more information."
                    : full.replacing(message, with: text, maxReplacements: 1))
        }
        guard isSuccess else { refuse(full) }
        do {
            try ResultOutput.print(full + "\n")
        } catch {
            Glibc.exit((error as? ExitStatus ?? .failure).rawValue)
        }
        Glibc.exit(ExitStatus.success.rawValue)
    }

    /// Says what is wrong with the command line. The parser's own code for that is 64; ours is 2.
    private static func refuse(_ message: String) -> Never {
        // It has words of the command line, which are anybody's; its own lines stay lines.
        let lines = CommandLineWords.shown(message).split(separator: "\n", omittingEmptySubsequences: false)
        Console.write(lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n") + "\n")
        Glibc.exit(ExitStatus.usage.rawValue)
    }
}

/// `linktally version`: what `--version` prints.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Show the version.")

    func run() throws { try ResultOutput.print(Version.text + "\n") }
}

/// What `--version` prints.
enum Version {
    /// The version of CHANGELOG.md's first entry.
    static let number = "0.1.0"

    static var text: String {
        let decoders =
            DecoderChoice.available.filter { $0 != .auto }.map(\.rawValue)
            + Container.unpacked.filter { $0 != .gzip }.map(\.rawValue)
        return "linktally \(number) (decoders: \(decoders.joined(separator: ", ")))"
    }
}
