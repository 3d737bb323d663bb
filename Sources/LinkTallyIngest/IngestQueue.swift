import LinkTallyCore
import LinkTallyInput
import Synchronization

/// Hands files to workers, the largest first, each file once however often it was named, and gathers what became of them.
final class IngestQueue: Sendable {
    private let paths: [InputPath]
    private let identities: [FileIdentity?]
    /// Of files that are the same as one before: which.
    private let firsts: [Int: Int]
    private let stop: StopSignal
    private let state: Mutex<State>
    private struct State: Sendable {
        /// Those still to be read, the next one last.
        var waiting: [Int]
        var files: [IngestedFile?]
        var failure: (any Error)?
    }

    init(_ paths: [InputPath], stop: StopSignal) {
        self.paths = paths
        self.stop = stop
        let identities = paths.map { $0.isStandardInput ? nil : FileIdentity(of: $0) }
        self.identities = identities
        var files = [IngestedFile?](repeating: nil, count: paths.count)
        var (seen, firsts): ([[Int64]: Int], [Int: Int]) = ([:], [:])
        for (index, identity) in identities.enumerated() {
            guard let identity else { continue }
            if let first = seen[[identity.device, identity.inode]] {
                firsts[index] = first
                files[index] = IngestedFile(paths[index], .repeated)
            } else {
                seen[[identity.device, identity.inode]] = index
            }
        }
        self.firsts = firsts
        let order = paths.indices.filter { files[$0] == nil }.sorted { a, b in
            (identities[a]?.size ?? 0, b) < (identities[b]?.size ?? 0, a)
        }
        state = Mutex(State(waiting: order, files: files))
    }

    /// Files to be read.
    var count: Int { state.withLock { $0.waiting.count } }

    /// The next file; nil where there is none, the run is stopped or the store failed.
    func next() -> (index: Int, path: InputPath, identity: FileIdentity?)? {
        guard !stop.isRaised else { return nil }
        let index = state.withLock { state in state.failure == nil ? state.waiting.popLast() : nil }
        return index.map { ($0, paths[$0], identities[$0]) }
    }

    func finish(_ index: Int, _ file: IngestedFile) { state.withLock { $0.files[index] = file } }

    /// Ends the run: the store cannot be written to, or read.
    func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }

    /// What became of the files so far.
    var result: IngestResult {
        state.withLock { state in
            var files = paths.indices.map { state.files[$0] ?? IngestedFile(paths[$0], .left) }
            // Nothing is known of a file by another name where nothing was counted of it.
            for (index, first) in firsts {
                switch files[first].state {
                case .failed, .left, .empty: files[index].state = files[first].state
                default: break
                }
            }
            return IngestResult(files: files, failure: state.failure)
        }
    }
}

/// The logs that workers of this run have entered, in order: what a log that was read meanwhile was not compared with.
final class EnteredLogs: Sendable {
    private let all = Mutex<[(id: Int64, fingerprint: LogFingerprint)]>([])

    var count: Int { all.withLock { $0.count } }

    func append(_ id: Int64, _ fingerprint: LogFingerprint) { all.withLock { $0.append((id, fingerprint)) } }

    /// Whether none of the logs behind the first `count` can change what a log is that was compared with these: it is not the
    /// one that grew, and shares no beginning with it.
    func isCurrent(since count: Int, _ fingerprint: LogFingerprint, behind log: KnownLog?) -> Bool {
        all.withLock { all in
            !all[count...].contains { $0.id == log?.id || $0.fingerprint.mayShareBeginning(with: fingerprint) }
        }
    }
}
