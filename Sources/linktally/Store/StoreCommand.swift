import ArgumentParser

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
