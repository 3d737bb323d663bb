/// A format at work: what it remembers from line to line. One per worker and input.
package struct FormatRun: Sendable {
    var format: any LogFormat

    /// A run that begins at the first line, or at any line of a format without directives.
    package init(_ choice: LogFormatChoice) { format = choice.type.init() }
}
