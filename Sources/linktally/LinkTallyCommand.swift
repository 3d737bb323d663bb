import ArgumentParser
import Glibc
import LinkTallyIngest
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
            CheckCommand.self, LinkCommand.self,
        ],
        defaultSubcommand: ScanCommand.self)

    static func main() {
        StandardDescriptors.reserve()
        do {
            try KernelChoice.apply()
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitStatus {
            Glibc.exit(status.rawValue)
        } catch {
            // The parser's own code for wrong usage is 64; ours is 2, and 0 stays 0 (--help, --version).
            guard exitCode(for: error).isSuccess else {
                // The message has words of the command line, which are anybody's; its own lines stay lines.
                let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
                Console.write(lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n") + "\n")
                Glibc.exit(ExitStatus.usage.rawValue)
            }
            exit(withError: error)
        }
    }
}
