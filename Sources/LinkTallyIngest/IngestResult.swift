/// What became of a run.
package struct IngestResult: Sendable {
    /// One for each path, in the order given. Where the run ended early, those that were not read are `left`.
    package let files: [IngestedFile]
    /// The error of the store that ended the run; nil where none did. What was entered before stays.
    package let failure: (any Error)?
}
