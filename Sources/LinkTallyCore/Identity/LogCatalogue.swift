/// The logs that are known already.
package protocol LogCatalogue {
    /// Where known logs end within the head behind a line without a line feed: places that no line of another log shows.
    func openEnds() throws -> [Int]

    /// Known logs that agree with the head of a log: those that end within it, and those that go on behind it.
    ///
    /// - Parameters:
    ///   - head: All hashes of the log's head, or of all of it where it is shorter.
    ///   - openEnds: The hashes at those of `openEnds` that the log reaches.
    func candidates(head: [LogFingerprint.Point], openEnds: [LogFingerprint.Point]) throws -> [KnownLog]

    /// A known log in the head of which a line ends that has one of `hashes`; nil where there is none.
    func log(withLineIn hashes: [LogHash]) throws -> KnownLog?

    /// The tags of the lines of a known log that end in a block; nil where none were kept, as before they were there.
    func lineTags(of log: Int64, block: Int) throws -> [UInt32]?
}

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

/// Takes what memory has no room for of a log that is counted, until the log is entered or given up.
package protocol LogOverflow {
    /// Takes counts; `segmentStarts` are the lines of the log that stand before each segment.
    func spill(_ tally: borrowing Tally, segmentStarts: [Int]) throws

    /// Takes tags of lines, all of a block at a time, none of which comes again.
    func spill(_ tags: [LineTags]) throws
}
