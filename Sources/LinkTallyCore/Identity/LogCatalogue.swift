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
}
