import LinkTallyCore
import LinkTallyInput

/// What became of a log that was read.
package enum LogOutcome: Sendable {
    /// Nothing of it is new; `isWhole` where it has all of the known log. The fault is why it ends early, if it does.
    case known(KnownLog, Container, FileIdentity?, isWhole: Bool, InputError?)
    /// It is new, or goes on behind a known log. It may have bytes in common with another, and go its own way then.
    case counted(LogCount, FileIdentity?, behind: KnownLog?, sharing: (bytes: Int, name: String)?)
}

/// What was found in a log, besides the counts of its requests.
package struct LogCount: Sendable {
    package let container: Container
    /// How its lines were read; see `LogFormats.restored`.
    package let format: String
    package let definition: String
    /// See `DirectiveMemory`.
    package let directives: [UInt8]
    /// Of all of it, known or not.
    package let fingerprint: LogFingerprint
    /// Tags of its lines that were not handed over before.
    package let lineTags: [LineTags]
    /// Bytes of a last line that waits for its line feed.
    package let pending: Int
    /// Lines that were counted now.
    package let lines: LineCounts
    /// Occurrences by parameter and verdict that were counted now.
    package let parameters: ParameterTable
    /// Why only a beginning was counted.
    package let fault: InputError?
    package let warning: InputWarning?
    /// What was counted now, for what is said of the log, and how it was read.
    package let counts: InputCounts
    package let choice: FormatChoice?
}

/// Why a log was read and nothing of it is kept, where an `InputError` says too little.
package struct LogRefusal: Error, Sendable {
    package let error: InputError
    /// Lines of a log most of which cannot be read as `format`.
    package let lines: LineCounts
    package let format: String
    /// The known logs of which it may be a part.
    let candidates: [KnownLog]
    /// One of them.
    package var known: KnownLog? { candidates.first }
    /// Bytes of the log.
    package let bytes: Int

    /// Nothing tells whether a log of `bytes` bytes is a part of one of `logs`.
    init(_ logs: [KnownLog], sharing bytes: Int) {
        error = InputError(.undecided)
        (lines, format) = (LineCounts(), "")
        candidates = logs
        self.bytes = bytes
    }

    init(_ fault: InputFault, lines: LineCounts = LineCounts(), format: String = "") {
        error = InputError(fault)
        self.lines = lines
        self.format = format
        candidates = []
        bytes = 0
    }
}
