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
