import ArgumentParser

/// Which store to write to, and how long to wait for it.
struct StoreArguments: ParsableArguments {
    @OptionGroup(title: "Store") var path: StorePath<AnyStore>

    @Option(
        help: ArgumentHelp(
            "Wait so many seconds for another run or program that has the store locked.", valueName: "seconds"))
    var wait = 60

    private static let mostSeconds = 1_000_000

    /// Where the store is.
    var store: String { path.store }

    func validate() throws {
        guard 0...Self.mostSeconds ~= wait else {
            throw ValidationError("--wait \(wait) is no time; use 0 to \(Self.mostSeconds) seconds")
        }
    }
}

/// Which store.
struct StorePath<Use: StoreUse>: ParsableArguments {
    @Option(help: ArgumentHelp("The store: \(Use.store).", valueName: "file"), completion: .file())
    var store: String

    func validate() throws {
        if store.isEmpty { throw ValidationError("--store '' names no file; give the store's path") }
    }
}

/// What a command has a store for, as its help says it.
protocol StoreUse {
    static var store: String { get }
}

/// A store to be written to, or looked into.
enum AnyStore: StoreUse {
    static let store = "an SQLite file"
}

/// A store to report on.
enum MadeStore: StoreUse {
    static let store = "an SQLite file that `linktally ingest` made"
}
