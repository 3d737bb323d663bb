import ArgumentParser
import LinkTallyStore

/// `linktally store compact`: the room of what was removed.
struct StoreCompactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compact",
        abstract: "Give back the room of what was removed; needs as much room as the store while it works.")

    @OptionGroup(title: "Store") var store: StoreArguments

    func run() throws {
        Interrupts.install()
        let access = try StoreAccess(store, creating: false)
        try access.use { try Compaction.run(on: $0) }
    }
}
