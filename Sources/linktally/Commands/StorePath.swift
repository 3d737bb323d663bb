import ArgumentParser

/// Which store.
struct StorePath: ParsableArguments {
    @Option(help: ArgumentHelp("The store: an SQLite file.", valueName: "file"))
    var store: String

    func validate() throws {
        if store.isEmpty { throw ValidationError("--store '' names no file; give the store's path") }
    }
}
