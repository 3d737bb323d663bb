/// How a run of `ingest` ended.
struct IngestOutcome {
    /// What was counted; nil where the store could not be used at all.
    var summary: IngestSummary?
    var status = ExitStatus.failure
    /// When the last run without a fault ended, this one included, in seconds since 1970; nil where the store does not say.
    var lastSuccess: Int64?
}
