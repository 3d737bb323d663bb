import ArgumentParser
import LinkTallyReport
import LinkTallyStore

/// `linktally store`: what is in a store, and taking things out of it.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Look into a store, take logs, hours or a person's values out of it, check it.",
        subcommands: [
            StoreInfoCommand.self, StoreLogsCommand.self, StoreForgetCommand.self, StorePruneCommand.self,
            StoreEraseCommand.self, StoreCompactCommand.self, StoreCheckCommand.self,
        ])
}

/// `linktally store check`: is the store whole?
struct StoreCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that the file is whole and that everything adds up, log by log and hour by hour.",
        discussion: "Prints what is wrong, and ends with 1 then.")

    @OptionGroup var path: StorePath<AnyStore>

    func run() throws {
        Interrupts.install()
        let problems = try StoreAccess.read(path) { try StoreCheck.problems(of: $0) }
        guard !problems.isEmpty else { return }
        try ResultOutput.print(problems.map { TerminalText.escaped($0) + "\n" }.joined())
        throw ExitStatus.failure
    }
}

/// `linktally store compact`: the room of what was removed.
struct StoreCompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Give back the room of what was removed; needs as much room as the store while it works.",
        discussion: "Ends with 3 where another process reads the store, so that its old pages are still there.")

    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
        Interrupts.install()
        let access = try StoreAccess(store, creating: false)
        guard try access.use({ try Compaction.run(on: $0) }) else {
            Console.say(
                "\(store.store): was written anew, but another process reads the store, so that its old pages are still there; run "
                    + "this again once nobody does")
            throw ExitStatus.inputFault
        }
    }
}
