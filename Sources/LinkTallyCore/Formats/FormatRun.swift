/// A format at work: what it remembers from line to line. One per worker and input.
package struct FormatRun: Sendable {
    var format: any LineFormat
    /// Whether malformed lines are looked at once more: are they of another format?
    let looksForOthers: Bool

    /// A run that begins at the first line, or at any line of a format without directives.
    package init(_ choice: LogFormatChoice, looksForOthers: Bool = false) {
        format = choice.format
        self.looksForOthers = looksForOthers
    }

    /// Goes on behind a window that another run scans: takes note of its directives. O(window) in formats that have
    /// any, else O(1).
    package mutating func pass(over window: RawSpan) { format.readDirectives(of: window) }
}
