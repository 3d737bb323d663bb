import ArgumentParser

/// Which store to write to, and how long to wait for it.
struct StoreArguments: ParsableArguments {
    @OptionGroup(title: "Store") var path: StorePath

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
