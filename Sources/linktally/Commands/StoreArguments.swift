import ArgumentParser

/// Which store, and how long to wait for it.
struct StoreArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The store: an SQLite file.", valueName: "file"))
    var store: String

    @Option(
        help: ArgumentHelp("Wait so many seconds for another process that writes to the store.", valueName: "seconds"))
    var wait = 60

    func validate() throws {
        if store.isEmpty { throw ValidationError("--store '' names no file; give the store's path") }
        if wait < 0 { throw ValidationError("--wait \(wait) is no time; use 0 or more seconds") }
    }
}
