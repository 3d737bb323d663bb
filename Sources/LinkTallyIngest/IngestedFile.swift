import LinkTallyCore
import LinkTallyInput

/// What became of one of the files that were named.
package struct IngestedFile: Sendable {
    package enum State: Sendable {
        /// A log that was not known.
        case new
        /// A known log with more lines.
        case grown
        /// A known log, or a part of one: it was read, and nothing of it is new.
        case known
        /// Not opened, since nobody wrote to it after it was counted.
        case unchanged
        /// Named before in the same command.
        case repeated
        /// Without a line but blank ones and those about the log itself, so that there is nothing to enter.
        case empty
        /// Nothing of it was counted.
        case failed(InputError)
        /// The run was stopped before it was read.
        case left
    }

    package let path: InputPath
    package internal(set) var state: State
    /// What was counted of it now.
    package internal(set) var lines = LineCounts()
    package internal(set) var bytes = 0
    package internal(set) var parameters = ParameterTable()
    /// Requests among `lines` whose hours were pruned, up to which hour (Unix hours): nothing but the ledger has them.
    package internal(set) var dropped: (requests: Int, before: Int64)?
    /// Of a log that was new: how it was read.
    package internal(set) var format: String?
    /// Why only its beginning was counted.
    package internal(set) var fault: InputError?
    package internal(set) var warning: InputWarning?
    /// What was counted now, for what is said of the log, and how it was read.
    package internal(set) var counts = InputCounts()
    package internal(set) var choice: FormatChoice?
    /// What more there is to say of a failure.
    package internal(set) var refusal: LogRefusal?
    /// Bytes that a new log has in common with a known one, and that one's name.
    package internal(set) var sharing: (bytes: Int, name: String)?

    init(_ path: InputPath, _ state: State) {
        self.path = path
        self.state = state
    }

    /// Whether the run must not be called a success because of it.
    package var hasFault: Bool {
        switch state {
        case .failed, .left: true
        default: fault != nil
        }
    }
}

/// What became of a run.
package struct IngestResult: Sendable {
    /// One for each path, in the order given. Where the run ended early, those that were not read are `left`.
    package let files: [IngestedFile]
    /// The error of the store that ended the run; nil where none did. What was entered before stays.
    package let failure: (any Error)?
}
