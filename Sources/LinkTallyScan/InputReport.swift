import LinkTallyCore
import LinkTallyInput

/// One input after a run: what the report lists, and what a message about it needs.
package struct InputReport: Sendable {
    package let summary: InputSummary
    /// Why it was not read to its end.
    package let error: InputError?
    package let warning: InputWarning?
    /// Lines that are malformed in the input's format.
    package let malformedLines: Int
    /// Where no format fits: the beginning of the first line.
    package let unknownLine: [UInt8]?
}
