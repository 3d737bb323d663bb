import ArgumentParser
import LinkTallyReport
import LinkTallyStore

/// `linktally store erase`: a person's value.
struct StoreEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Remove a person's value; what was counted with it stays counted.",
        discussion: """
            SQLite writes over what is removed (secure_delete), but copies of the file, and the log files, have it still; a \
            log that is forgotten and taken in again brings it back.

            EXIT STATUS
              0    the value was erased
              1    nothing was erased: nothing has the value, or the store cannot be used
              2    wrong usage
              3    erased, but a reader keeps old pages of the file: run compact later
            """)

    @OptionGroup(title: "Store") var store: StoreArguments

    @Option(help: ArgumentHelp("A client_reference_id: removed from touches and payments.", valueName: "id"))
    var reference: String?

    @Option(
        help: ArgumentHelp(
            "A value that was rejected, as it stood in the log: removed from rejections and payments. Of more than 256 bytes the store has the first 256, and removes all values that begin so.",
            valueName: "bytes"))
    var value: String?

    func validate() throws {
        guard (reference == nil) != (value == nil) else {
            throw ValidationError("give --reference or --value, one of them")
        }
    }

    func run() throws {
        Interrupts.install()
        let access = try StoreAccess(store, creating: false)
        let outcome = try access.use { store in
            if let reference { return try Erasure.erase(reference: reference, in: store) }
            return try Erasure.erase(value: CommandLineWords.exact(value ?? ""), in: store)
        }
        let rows = outcome.rows
        if rows == 0 {
            Console.say(
                "\(store.store): nothing erased: no \(reference == nil ? "rejection" : "touch") and no payment has this value"
            )
        } else {
            Console.say("\(store.store): erased from \(Figure.grouped(rows)) \(rows == 1 ? "row" : "rows")")
        }
        if !outcome.isGone {
            Console.say(
                "\(store.store): another process reads the store, so that old pages of it still have what was erased; once nobody "
                    + "reads it: linktally store compact --store '\(store.store)'")
        }
        if rows == 0 { throw ExitStatus.failure }
        if !outcome.isGone { throw ExitStatus.inputFault }
    }
}
