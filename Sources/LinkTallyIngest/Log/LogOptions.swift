import LinkTallyCore
import LinkTallyInput

/// How logs are read for the ledger.
package struct LogOptions: Sendable {
    /// What hashes are keyed with.
    package var secret: [UInt8]
    /// Who inflates gzip.
    package var decoder = DecoderChoice.auto
    /// The format of all logs; nil: that of the ledger, or what the first lines show.
    package var format: LogFormat?
    /// Whose times those without a zone are.
    package var assumedZone = AssumedZone.utc
    /// What stands around the lines of all logs, the outermost first; nil: what the first lines show.
    package var envelopes: [Envelope]?
    /// Which requests are counted.
    package var filter = RequestFilter()
    /// Whether the whole lines of a log that ends early count.
    package var keepsPartial = false
    /// Whether a log counts of which more than half cannot be read.
    package var acceptsMalformed = false
    /// Bytes of the tables of one worker; beyond them, what was counted so far is handed over.
    package var tableBytes = 32 << 20
    /// Blocks of which the tags wait in memory: about a megabyte of them.
    package var taggedBlocks = 1024
    /// Bytes of a window of lines.
    package var windowSize = 256 << 10

    package init(secret: [UInt8]) { self.secret = secret }
}
