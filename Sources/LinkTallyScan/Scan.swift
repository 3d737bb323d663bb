import Dispatch
import LinkTallyCore
import LinkTallyInput
import Synchronization

/// Reads inputs side by side and counts them.
package enum Scan {
    /// Reads `paths` and counts their lines; a faulty input never stops the others.
    ///
    /// Returns when all inputs are read or `stop` is raised and what was read by then is counted. O(bytes); memory grows
    /// with distinct keys only.
    package static func run(
        _ paths: [InputPath], _ options: ScanOptions, stop: StopSignal = StopSignal(), progress: Progress = Progress()
    ) -> ScanResult {
        let records = paths.enumerated().map { InputRecord($0.element, index: $0.offset) }
        let order = options.jobs > 1 && records.count > 1 ? largestFirst(records) : records
        let scheduler = Scheduler(order, jobs: options.jobs, windowSize: options.windowSize, stop: stop)
        let total = TallyTotal(options)
        let done = DispatchGroup()
        // A serial queue a worker: Dispatch gives each a thread of its own, also where there are more than cores.
        for number in 1..<max(options.jobs, 1) {
            DispatchQueue(label: "linktally.worker.\(number)").async(group: done) {
                work(scheduler, options, stop, progress, total)
            }
        }
        work(scheduler, options, stop, progress, total)
        done.wait()
        for range in scheduler.abandonedRanges { range.record.fail(InputError(.interrupted)) }
        let reports = records.map(\.report)
        let places = LinePlaces(segmentLines: records.map(\.segmentLines))
        let summary = Summary(
            total.take(), inputs: reports.map(\.summary), places: places, references: total.referenceStore)
        return ScanResult(summary: summary, inputs: reports)
    }

    /// The largest files first, so that none of them is left for one worker alone when all others are done; what has no
    /// size (pipes, what cannot be read) comes last, equals as they were named. O(n log n), a stat(2) each.
    static func largestFirst(_ records: [InputRecord]) -> [InputRecord] {
        let sizes = records.map { record in
            guard !record.path.isStandardInput, let file = FileIdentity(of: record.path), file.kind == .file else {
                return Int64(0)
            }
            return file.size
        }
        return records.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }.map { records[$0] }
    }

    private static func work(
        _ scheduler: Scheduler, _ options: ScanOptions, _ stop: StopSignal, _ progress: Progress, _ total: TallyTotal
    ) {
        let worker = Worker(scheduler, options, stop: stop, progress: progress, total: total)
        worker.run()
    }
}

/// What a run found.
package struct ScanResult: ~Copyable {
    package let summary: Summary
    /// One for each input, in the order given.
    package let inputs: [InputReport]
}
