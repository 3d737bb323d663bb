/// What became of a log that was entered.
package struct LedgerReceipt: Sendable {
    /// Its number.
    package let log: Int64
    /// Requests of hours that were pruned, and up to which hour (Unix hours): they are in the ledger, and counted nowhere else.
    package let dropped: (requests: Int, before: Int64)?
}
