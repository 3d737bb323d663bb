/// A log of the ledger, as far as it must be known to go on with it.
package struct KnownLog: Sendable {
    /// Its number in the ledger.
    package let id: Int64
    /// Its name when it was last counted.
    package let name: String
    /// Its hashes behind the head, and the end of what was counted; the head's are in the ledger only.
    package let fingerprint: LogFingerprint
    /// See `LogFormats.restored`.
    package let format: String
    package let definition: String
    /// See `DirectiveMemory`.
    package let directives: [UInt8]
    /// What was counted.
    package let lines: LineCounts

    package init(
        id: Int64, name: String, fingerprint: LogFingerprint, format: String, definition: String, directives: [UInt8],
        lines: LineCounts
    ) {
        self.id = id
        self.name = name
        self.fingerprint = fingerprint
        self.format = format
        self.definition = definition
        self.directives = directives
        self.lines = lines
    }
}
