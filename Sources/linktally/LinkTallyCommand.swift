import ArgumentParser
import Glibc
import LinkTallyIngest

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
                Console.write(fullMessage(for: error) + "\n")
                Glibc.exit(ExitStatus.usage.rawValue)
            }
            exit(withError: error)
        }
    }
}
