import Glibc
import LinkTallyCore
import LinkTallyInput
import LinkTallyStore

/// One thread's part of a run: reads logs, one after the other, and enters them.
struct IngestWorker: ~Copyable {
    private let options: IngestOptions
    private let ledger: LedgerWriter
    private let entered: EnteredLogs
    private var counter: LogCounter

    init(_ store: Store, _ options: IngestOptions, _ entered: EnteredLogs, stop: StopSignal, progress: Progress) throws
    {
        self.options = options
        self.entered = entered
        ledger = try LedgerWriter(store, origin: options.origin)
        counter = LogCounter(options.logsOfWorker, stop: stop, progress: progress)
    }

    /// Takes the log at `path` in. An error is one of the store; what is wrong with the log is in what is returned.
    mutating func take(_ path: InputPath, _ identity: FileIdentity?) throws -> IngestedFile {
        if let identity, identity.kind == .file, !options.verifies, try ledger.isUnchanged(identity) {
            return IngestedFile(path, .unchanged)
        }
        do {
            while true {
                if let file = try read(path) { return file }
            }
        } catch let error as InputError {
            return try fail(path, error, nil)
        } catch let refusal as LogRefusal {
            return try fail(path, refusal.error, refusal)
        }
    }

    /// Reads the log and enters it; nil where another worker entered one meanwhile that it must be compared with.
    private mutating func read(_ path: InputPath) throws -> IngestedFile? {
        let (ledger, entered) = (ledger, entered)
        let seen = entered.count
        let now = Self.now()
        let outcome = try counter.count(path, in: ledger.catalogue, overflow: ledger)
        switch outcome {
        case .known(let log, let container, let identity, let isWhole, let fault):
            var file = IngestedFile(path, .known)
            file.fault = fault
            try ledger.note(
                log, name: path.name, container: container.rawValue, isWhole: isWhole && fault == nil,
                file: settled(identity, now, fault))
            return file
        case .counted(let count, let identity, let log, let sharing):
            if log == nil, count.lines.judged == 0 {
                try ledger.giveUp()
                var file = IngestedFile(path, .empty)
                file.fault = count.fault
                file.warning = count.warning
                return file
            }
            let entry = entry(path, count, log, settled(identity, now, count.fault))
            var receipt: LedgerReceipt?
            try counter.handOver { tally, starts in
                receipt = try ledger.enter(entry, tally, segmentStarts: starts) {
                    entered.isCurrent(since: seen, count.fingerprint, behind: log)
                } entered: {
                    entered.append($0, count.fingerprint)
                }
            }
            guard let receipt else {
                try ledger.giveUp()
                return nil
            }
            var file = Self.file(path, count, behind: log, sharing)
            file.dropped = receipt.dropped
            return file
        }
    }

    private func entry(_ path: InputPath, _ count: LogCount, _ log: KnownLog?, _ file: FileIdentity?) -> LedgerEntry {
        LedgerEntry(
            name: path.name, container: count.container.rawValue, format: count.format, definition: count.definition,
            directives: count.directives, fingerprint: count.fingerprint, lineTags: count.lineTags,
            pending: count.pending,
            fault: count.fault?.fault.rawValue, lines: count.lines, behind: log, file: file)
    }

    private static func file(
        _ path: InputPath, _ count: LogCount, behind log: KnownLog?, _ sharing: (bytes: Int, name: String)?
    ) -> IngestedFile {
        let before = log?.fingerprint.end.offset
        var file = IngestedFile(path, before == nil ? .new : count.lines.total == 0 ? .known : .grown)
        file.lines = count.lines
        file.bytes = count.fingerprint.end.offset - (before ?? 0)
        file.parameters = count.parameters
        file.format = before == nil ? count.format : nil
        file.fault = count.fault
        file.warning = count.warning
        file.sharing = sharing
        (file.counts, file.choice) = (count.counts, count.choice)
        return file
    }

    private func fail(_ path: InputPath, _ error: InputError, _ refusal: LogRefusal?) throws -> IngestedFile {
        try ledger.giveUp()
        guard error.fault != .interrupted else { return IngestedFile(path, .left) }
        // What was on stdin is gone, and cannot be read again.
        if !path.isStandardInput {
            try ledger.noteFailure(
                name: path.name, reason: error.fault.rawValue, place: error.offset, beginning: counter.beginning)
        }
        var file = IngestedFile(path, .failed(error))
        file.refusal = refusal
        return file
    }

    /// A file that need not be opened next time unless somebody writes to it.
    private func settled(_ identity: FileIdentity?, _ now: Int64, _ fault: InputError?) -> FileIdentity? {
        guard fault == nil, let identity, identity.isSettled(at: now) else { return nil }
        return identity
    }

    /// Nanoseconds since 1970.
    private static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
