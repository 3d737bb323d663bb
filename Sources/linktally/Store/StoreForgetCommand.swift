import ArgumentParser
import LinkTallyStore

/// `linktally store forget`: a log's counts and its entry in the ledger.
struct StoreForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove a log and all its counts, so that it can be counted again.",
        usage: """
            linktally store forget --store <file> [--wait <seconds>] <log>
            linktally store forget --store <file> [--wait <seconds>] --failure <name>
            """,
        discussion: """
            The ledger has a log under the name that it was last seen by, whatever it was called before. What could not be \
            counted is noted by its name until it is counted; --failure removes the note of a file that never comes again.
            """)

    @OptionGroup(title: "Store") var store: StoreArguments

    @Argument(
        help: ArgumentHelp("The log's number (linktally store logs), or its name if only one has it.", valueName: "log")
    )
    var log: String?

    @Option(
        help: ArgumentHelp(
            "Remove what is noted of an input of this name that could not be counted.", valueName: "name")
    )
    var failure: String?

    func validate() throws {
        guard (log == nil) != (failure == nil) else {
            throw ValidationError("give a log, or --failure with the name of an input, one of them")
        }
    }

    func run() throws {
        Interrupts.install()
        let access = try StoreAccess(store, creating: false)
        // The store has names as they are shown.
        if let failure { return try forget(failure: CommandLineWords.shown(failure), access) }
        let log = CommandLineWords.shown(log ?? "")
        let number = try access.use { store in try self.number(of: log, in: store) }
        guard try access.use({ try Forgetting.forget(number, in: $0) }) else {
            Console.say("\(store.store): has no log \(number); linktally store logs lists them")
            throw ExitStatus.failure
        }
        Console.say("\(store.store): log \(number) was forgotten")
    }

    private func forget(failure name: String, _ access: StoreAccess) throws {
        let entries = try access.use { try Forgetting.forgetFailures(named: name, in: $0) }
        guard entries > 0 else {
            Console.say("\(store.store): has no failure of '\(name)'; linktally store logs lists them")
            throw ExitStatus.failure
        }
        Console.say(
            "\(store.store): the failure of '\(name)' was forgotten\(entries == 1 ? "" : " (\(entries) origins)")")
    }

    private func number(of log: String, in store: Store) throws -> Int64 {
        if let number = Int64(log) { return number }
        let logs = try LogRow.all(in: store, named: log)
        guard logs.count == 1 else {
            let isFailure = try logs.isEmpty && FailureRow.all(in: store).contains { $0.name == log }
            Console.say(
                logs.isEmpty
                    ? "\(store.path): has no log '\(log)'"
                        + (isFailure
                            ? ", but the note that it could not be counted; --failure '\(log)' removes that"
                            : "; linktally store logs lists them")
                    : "\(store.path): \(logs.count) logs are named '\(log)'; give the number of one of them: "
                        + logs.map { "\($0.id)" }.joined(separator: ", "))
            throw ExitStatus.failure
        }
        return logs[0].id
    }
}
