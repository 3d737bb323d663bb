import ArgumentParser
import LinkTallyStore

/// `linktally store forget`: a log's counts and its entry in the ledger.
struct StoreForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove a log and all its counts, so that it can be counted again.")

    @OptionGroup(title: "Store") var store: StoreArguments

    @Argument(
        help: ArgumentHelp("The log's number (linktally store logs), or its name if only one has it.", valueName: "log")
    )
    var log: String

    func run() throws {
        Interrupts.install()
        let access = try StoreAccess(store, creating: false)
        let number = try access.use { store in try self.number(in: store) }
        guard try access.use({ try Forgetting.forget(number, in: $0) }) else {
            Console.say("\(store.store): has no log \(number); linktally store logs lists them")
            throw ExitStatus.failure
        }
        Console.say("\(store.store): log \(number) was forgotten")
    }

    private func number(in store: Store) throws -> Int64 {
        if let number = Int64(log) { return number }
        let logs = try LogRow.all(in: store, named: log)
        guard logs.count == 1 else {
            Console.say(
                logs.isEmpty
                    ? "\(store.path): has no log '\(log)'; linktally store logs lists them"
                    : "\(store.path): \(logs.count) logs are named '\(log)'; give the number of one of them: "
                        + logs.map { "\($0.id)" }.joined(separator: ", "))
            throw ExitStatus.failure
        }
        return logs[0].id
    }
}
