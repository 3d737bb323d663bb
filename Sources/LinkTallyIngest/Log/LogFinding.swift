import LinkTallyCore

/// What a log is to the ledger.
enum LogFinding: Sendable {
    /// Nothing of it is new; `isWhole` where it has all of the known log, too.
    case known(KnownLog, isWhole: Bool)
    /// It begins with all of the known log and goes on.
    case grown(KnownLog)
    /// No known log is the beginning of it. It may share some bytes with one, and go its own way then.
    case new(sharedBytes: Int, with: String)
}
