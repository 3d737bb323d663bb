import ArgumentParser
import LinkTallyStore

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
