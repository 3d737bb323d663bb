import LinkTallyCore
import Synchronization

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
