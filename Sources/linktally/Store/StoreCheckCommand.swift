import ArgumentParser
import LinkTallyReport
import LinkTallyStore

/// `linktally store check`: is the store whole?
struct StoreCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that the file is whole and that everything adds up, log by log and hour by hour.",
        discussion: "Prints what is wrong, and ends with 1 then.")

    @OptionGroup var path: StorePath

    func run() throws {
        Interrupts.install()
        let problems = try StoreAccess.read(path) { try StoreCheck.problems(of: $0) }
        guard !problems.isEmpty else { return }
        try StandardOutput.write(problems.map { TerminalText.escaped($0) + "\n" }.joined())
        throw ExitStatus.failure
    }
}
