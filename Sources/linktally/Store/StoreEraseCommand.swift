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
            """)

    @OptionGroup(title: "Store") var store: StoreArguments

    @Option(help: ArgumentHelp("A client_reference_id: removed from touches and payments.", valueName: "id"))
    var reference: String?

    @Option(
        help: ArgumentHelp(
            "A value that was rejected, as it stood in the log (its first 256 bytes): removed from rejections and payments.",
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
        let rows = try access.use { store in
            if let reference { return try Erasure.erase(reference: reference, in: store) }
            return try Erasure.erase(value: value ?? "", in: store)
        }
        Console.say("\(store.store): erased from \(Figure.grouped(rows)) \(rows == 1 ? "row" : "rows")")
    }
}
