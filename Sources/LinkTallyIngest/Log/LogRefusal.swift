import LinkTallyCore
import LinkTallyInput

/// Why a log was read and nothing of it is kept, where an `InputError` says too little.
package struct LogRefusal: Error, Sendable {
    package let error: InputError
    /// The first line, where no format fits it.
    package let line: [UInt8]
    /// Lines that cannot be read as `format`, of all.
    package let malformed: Int
    package let lines: Int
    package let format: String
    /// The known log of which it may be a part.
    package let known: KnownLog?
    /// Bytes of the log.
    package let bytes: Int

    /// Nothing tells whether a log of `bytes` bytes is a part of `log`.
    init(_ log: KnownLog, sharing bytes: Int) {
        error = InputError(.undecided)
        (line, malformed, lines, format) = ([], 0, 0, "")
        known = log
        self.bytes = bytes
    }

    init(_ fault: InputFault, line: [UInt8] = [], malformed: Int = 0, of lines: Int = 0, format: String = "") {
        error = InputError(fault)
        self.line = Array(line.prefix(200))
        self.malformed = malformed
        self.lines = lines
        self.format = format
        known = nil
        bytes = 0
    }
}
