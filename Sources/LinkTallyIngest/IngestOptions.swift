import LinkTallyCore

/// How logs are taken into a store.
package struct IngestOptions: Sendable {
    package var logs: LogOptions
    /// Where the logs come from: logs of two origins are never the same, be they equal byte for byte.
    package var origin = ""
    /// Worker threads.
    package var jobs = 1
    /// Whether files are read that look as they did when they were counted.
    package var verifies = false
    /// Bytes for the tables of distinct values of all workers; what exceeds them goes into temporary tables of SQLite.
    package var maxMemory = 128 << 20

    package init(logs: LogOptions) { self.logs = logs }

    /// The options of one worker's logs.
    var logsOfWorker: LogOptions {
        var logs = logs
        logs.tableBytes = MemoryPlan(maxMemory: maxMemory, jobs: jobs).ingestWorker
        return logs
    }
}
