import LinkTallyCore
import LinkTallyInput

/// How inputs are read. Results do not depend on any of it but `format`, `assumedZone`, `envelopes`, `filter`,
/// `keepsReferences`, `rowDimensions` and, beyond it, `maxMemory`.
package struct ScanOptions: Sendable {
    /// Worker threads.
    package var jobs = 1
    /// Who inflates gzip.
    package var decoder = DecoderChoice.auto
    /// The format of all inputs; nil: each input's is recognised from its first lines.
    package var format: LogFormat?
    /// Whose times those without a zone are.
    package var assumedZone = AssumedZone.utc
    /// What stands around the lines of all logs, the outermost first; nil: what the first lines show.
    package var envelopes: [Envelope]?
    /// Which requests are counted.
    package var filter = RequestFilter()
    /// Whether a list of references is kept.
    package var keepsReferences = false
    /// What attribution rows tell apart: what the report shows, and no more. With a list of references all of it.
    package var rowDimensions = RowDimensions.all
    /// Makes the place for references that memory has no room for; without one all are kept in memory.
    package var makeReferenceStore: (@Sendable () throws -> any ReferenceStore)?
    /// Bytes of a window of lines. ISA-L copies some 64 KiB more for each, and handing it to another core costs alike for small and big ones.
    package var windowSize = 512 << 10
    /// The fewest bytes of a plain file that are worth a range of their own; a file of less than two is not split.
    package var smallestRange = 4 << 20

    /// Bytes for the tables of distinct values of all workers; beyond them the rarest values count as `(other)`.
    package var maxMemory = 128 << 20

    package init() {}
}
