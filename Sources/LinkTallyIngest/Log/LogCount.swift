import LinkTallyCore
import LinkTallyInput

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
}
