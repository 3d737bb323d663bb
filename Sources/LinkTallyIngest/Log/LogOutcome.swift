import LinkTallyCore
import LinkTallyInput

/// What became of a log that was read.
package enum LogOutcome: Sendable {
    /// Nothing of it is new; `isWhole` where it has all of the known log. The fault is why it ends early, if it does.
    case known(KnownLog, Container, FileIdentity?, isWhole: Bool, InputError?)
    /// It is new, or goes on behind a known log. It may have bytes in common with another, and go its own way then.
    case counted(LogCount, FileIdentity?, behind: KnownLog?, sharing: (bytes: Int, name: String)?)
}
