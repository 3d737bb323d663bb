import ArgumentParser
import LinkTallyIngest
import LinkTallyInput
import LinkTallyStore

/// `linktally ingest`: from logs into a store, each log once.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Take logs into a store, each log exactly once.",
        usage: "linktally ingest --store <file> [<options>] <files> ...",
        discussion: IngestHelp.discussion)

    @OptionGroup(title: "Store") var store: StoreArguments
    @OptionGroup(title: "Inputs") var files: FileArguments
    @OptionGroup(title: "Inputs") var lines: FormatArguments
    @OptionGroup(title: "What and how") var ingest: IngestArguments
    @OptionGroup(title: "What and how") var workers: WorkerArguments

    func validate() throws {
        if files.isEmpty { throw ValidationError("no log is named; give the names of files, or --files0-from") }
    }

    func run() throws {
        let clock = RunClock()
        Interrupts.install()
        var outcome = IngestOutcome()
        var paths: [InputPath]?
        do {
            paths = try files.paths()
        } catch let status as ExitStatus {
            outcome.status = status
        }
        let named = paths ?? CommandLineWords.exact(files.files).map { InputPath(bytes: $0) }
        try OutputGuard.check(
            outputs: [("--metrics-file", ingest.metricsFile)], inputs: named, files: files.lists, store: store.store)
        let metrics = try MetricsFile(ingest.metricsFile, store: store.store)
        do {
            if let paths { try count(paths, clock, &outcome) }
        } catch let status as ExitStatus {
            outcome.status = status
        }
        // Also of a run that could not do anything: nobody would know of it from the figures of the one before.
        try metrics.write(outcome)
        if outcome.status != .success { throw outcome.status }
    }

    private func count(_ paths: [InputPath], _ clock: RunClock, _ outcome: inout IngestOutcome) throws {
        let access = try StoreAccess(store, creating: true)
        outcome.lastSuccess = try access.use(RunHistory.lastSuccess)
        outcome.knowsHistory = true
        let settings = try access.use { try self.settings(of: $0) }
        let result = read(paths, access.store, options(settings))
        let summary = IngestSummary(result.files, seconds: clock.seconds)
        outcome.summary = summary
        let messages = IngestMessages(summary, store: store.store, isFormatNamed: lines.format != nil)
        for message in messages.problems + (ingest.quiet ? [] : messages.remarks) { Console.say(message) }
        // What was counted before the store failed is said first: it stays.
        if let failure = result.failure { throw StoreAccess.status(store.store, Store.error(failure)) }
        let status = Interrupts.status ?? summary.status
        outcome.lastSuccess = try access.use { try RunHistory.note($0, isSuccess: status == .success) }
        outcome.status = status
    }

    private func read(_ paths: [InputPath], _ store: Store, _ options: IngestOptions) -> IngestResult {
        let progress = Progress()
        let line = ingest.quiet ? nil : ProgressLine.start(progress, totalBytes: paths.totalSize)
        defer { line?.finish() }
        return Ingest.run(paths, into: store, options, stop: Interrupts.stop, progress: progress)
    }

    /// What is set in the store; that another policy was asked for than it has is an error.
    private func settings(of store: Store) throws -> StoreSettings {
        let settings = try StoreSettings(of: store, bots: ingest.bots)
        guard let bots = ingest.bots, bots != settings.bots else { return settings }
        Console.say(
            "\(store.path): was made with --bots \(settings.bots.rawValue), and counts of another policy cannot be added to it; "
                + "leave --bots out, or make another store")
        throw ExitStatus.failure
    }

    private func options(_ settings: StoreSettings) -> IngestOptions {
        var logs = LogOptions(secret: settings.secret)
        logs.decoder = workers.decoder
        logs.format = lines.format
        logs.assumedZone = lines.assumedZone
        logs.envelopes = lines.envelopes
        logs.filter.bots = settings.bots
        logs.keepsPartial = ingest.keepPartial
        logs.acceptsMalformed = ingest.acceptMalformed
        var options = IngestOptions(logs: logs)
        options.origin = ingest.origin
        options.jobs = workers.workers
        options.verifies = ingest.verify
        options.maxMemory = ingest.memory.maxMemory.count
        return options
    }
}

/// The long part of `linktally ingest --help`.
private enum IngestHelp {
    static let discussion = """
        Counts logs into an SQLite file, which is made where there is none. A log is its decoded bytes: run again, renamed, \
        packed otherwise, or named twice, it counts once; where it has grown, what is new counts. A log counts whole or not \
        at all: a faulty one is noted in the store with the reason and read again next time. Reports filter; only --bots is \
        set once, when the store is made.

        EXAMPLES
          linktally ingest --store tally.sqlite /var/log/nginx/access.log*
          find archive -name '*.gz' -print0 | linktally ingest --store tally.sqlite --files0-from -
          linktally ingest --store tally.sqlite --origin web-2 web-2/access.log.*.gz
          linktally ingest --quiet --store tally.sqlite --metrics-file /var/lib/node_exporter/linktally.prom access.log.1

        METRICS
        --metrics-file is written by every run, also by one that fails: linktally_ingest_last_run_success (1 or 0), \
        ..._last_run_timestamp_seconds and ..._last_success_timestamp_seconds, and of a run that used its store files by \
        state, lines, malformed lines, bytes, rejected values by parameter and reason, and seconds.

        EXIT STATUS
          0    all was counted, or nothing was new
          1    nothing could be done: no log that can be read; the store is damaged, newer, or still locked; or it failed, as \
        where it is full: logs that were counted before are
          2    wrong usage
          3    a log had a fault; the others were counted
          130  SIGINT: logs that were read to their end are counted, no other (143: SIGTERM)
        """
}
