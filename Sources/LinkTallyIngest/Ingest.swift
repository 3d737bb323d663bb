import Dispatch
import LinkTallyCore
import LinkTallyInput
import LinkTallyStore
import Synchronization

/// Takes logs into a store, each log's bytes exactly once.
package enum Ingest {
    /// Reads `paths` side by side and enters what is new. What is wrong with one of them never stops the others; an error of the
    /// store ends the run.
    ///
    /// The caller has the store's lock.
    package static func run(
        _ paths: [InputPath], into store: Store, _ options: IngestOptions, stop: StopSignal = StopSignal(),
        progress: Progress = Progress()
    ) -> IngestResult {
        let queue = IngestQueue(paths, stop: stop)
        let entered = EnteredLogs()
        let done = DispatchGroup()
        let work: @Sendable () -> Void = {
            do {
                var worker = try IngestWorker(store, options, entered, stop: stop, progress: progress)
                while let next = queue.next() { queue.finish(next.index, try worker.take(next.path, next.identity)) }
            } catch {
                queue.fail(error)
            }
        }
        for number in 1..<max(1, min(options.jobs, queue.count)) {
            DispatchQueue(label: "linktally.ingest.\(number)").async(group: done, execute: work)
        }
        work()
        done.wait()
        return queue.result
    }
}

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
