import Glibc
import LinkTallyStore

/// A store that this process writes to, and its lock.
struct StoreAccess {
    let store: Store
    private let lock: StoreLock

    /// Opens the store that was named; where `creating`, one that is not there is made. Waits for whoever writes to it,
    /// and says so.
    init(_ arguments: StoreArguments, creating: Bool) throws {
        do throws(StoreError) {
            lock = try Self.lock(arguments, creating: creating)
            store =
                creating
                ? try Store.openOrMake(path: arguments.store, under: lock, wait: Double(arguments.wait))
                : try Store.open(path: arguments.store, wait: Double(arguments.wait))
        } catch {
            throw Self.status(arguments.store, error)
        }
    }

    /// Opens a store to read from; nobody is waited for.
    static func read<Result>(_ path: StorePath<AnyStore>, _ body: (Store) throws -> Result) throws -> Result {
        try saying(path.store) { try body(Store.openToRead(path: path.store)) }
    }

    /// Does what needs the store; an error of it is said.
    func use<Result>(_ body: (Store) throws -> Result) throws -> Result {
        try Self.saying(store.path) { try body(store) }
    }

    /// Says what is wrong with the store at `path` where `body` throws an error of it.
    static func saying<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let status as ExitStatus {
            throw status
        } catch {
            throw Self.status(path, Store.error(error))
        }
    }

    /// The store's lock; waits for whoever has it, and says so.
    static func lock(_ arguments: StoreArguments, creating: Bool) throws(StoreError) -> StoreLock {
        var waited = 0
        while true {
            if let lock = try StoreLock(path: arguments.store, creating: creating) { return lock }
            guard waited < arguments.wait * 10, !Interrupts.stop.isRaised else { throw .locked }
            if waited == 0 {
                Console.say(
                    "\(arguments.store): another run of linktally has the store locked; waiting for it, up to \(arguments.wait) s (--wait)"
                )
            }
            usleep(100_000)
            waited += 1
        }
    }

    /// Says what is wrong with the store at `path`; how the run ends.
    static func status(_ path: String, _ error: StoreError) -> ExitStatus {
        if let status = Interrupts.status { return status }
        Console.say("\(path): \(error.explanation)")
        return .failure
    }
}
