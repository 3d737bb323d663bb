import LinkTallyCore

/// What the ledger keeps of a log, beside its counts.
package struct LedgerEntry: Sendable {
    package var name: String
    /// `plain`, `gzip`, `zstd`, `bzip2`, `xz` or `lz4`.
    package var container: String
    /// See `LogFormats.restored`.
    package var format: String
    package var definition: String
    /// See `DirectiveMemory`.
    package var directives: [UInt8]
    /// Of all of the log.
    package var fingerprint: LogFingerprint
    /// Of the blocks that were counted now and not spilled.
    package var lineTags: [LineTags]
    /// Bytes of a last line that waits for its line feed.
    package var pending: Int
    /// Why only a beginning was counted; nil where all was.
    package var fault: String?
    /// Lines that were counted now.
    package var lines: LineCounts
    /// The log that goes on; nil for a new one.
    package var behind: KnownLog?
    /// The file, to be passed over next time; nil where it may not be.
    package var file: FileIdentity?

    package init(
        name: String, container: String, format: String, definition: String, directives: [UInt8],
        fingerprint: LogFingerprint, lineTags: [LineTags], pending: Int, fault: String?, lines: LineCounts,
        behind: KnownLog?, file: FileIdentity?
    ) {
        self.name = name
        self.container = container
        self.format = format
        self.definition = definition
        self.directives = directives
        self.fingerprint = fingerprint
        self.lineTags = lineTags
        self.pending = pending
        self.fault = fault
        self.lines = lines
        self.behind = behind
        self.file = file
    }
}

/// What became of a log that was entered.
package struct LedgerReceipt: Sendable {
    /// Its number.
    package let log: Int64
    /// Requests of hours that were pruned, and up to which hour (Unix hours): they are in the ledger, and counted nowhere else.
    package let dropped: (requests: Int, before: Int64)?
}
