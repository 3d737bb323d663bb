/// How a run of `ingest` ended.
struct IngestOutcome {
    /// What was counted; nil where the store could not be used at all.
    var summary: IngestSummary?
    var status = ExitStatus.failure
    /// Whether the store told of earlier runs.
    var knowsHistory = false
    /// When the last run without a fault ended, this one included, in seconds since 1970; nil where none did.
    var lastSuccess: Int64?
}
