import LinkTallyCore

/// Tells how the lines of an input are read: as a format that was named, or as the one that its first lines show.
package struct FormatChooser: Sendable {
    /// What filters ask for.
    private let fields: RequestFields
    /// The name of the format that was recognised last, which is likely to be that of the next input.
    private var last: String?

    /// Bytes of a line that a message shows.
    private static let shownLineBytes = 200

    /// - Parameter filter: What of the lines counts.
    package init(_ filter: RequestFilter) { fields = filter.fields }

    /// The format of an input of which `lines` are the first.
    ///
    /// - Parameter named: The format that was named, if one was.
    /// - Returns: The format, and whether lines of it were seen: blank and oversized ones count alike in every format.
    /// - Throws: `unknown_format`, with the first line; `no_time`, `no_status` or `no_user_agent` where lines do not have
    ///   what filters ask for.
    package mutating func choose(
        _ named: LogFormat?, from lines: RawSpan
    ) throws(InputError) -> (format: LogFormat, isSeen: Bool) {
        let (format, isSeen) = if let named { (named, true) } else { try recognize(lines) }
        let missing = FormatRecognizer.missing(fields, in: lines, of: format)
        if missing.contains(.time) { throw InputError(.noTime) }
        if missing.contains(.status) { throw InputError(.noStatus) }
        if missing.contains(.userAgent) { throw InputError(.noUserAgent) }
        return (format, isSeen)
    }

    private mutating func recognize(_ lines: RawSpan) throws(InputError) -> (LogFormat, Bool) {
        switch FormatRecognizer.recognize(lines, likely: last) {
        case .recognized(let format):
            last = format.name
            return (format, true)
        case .blank: return (LogFormats.standard, false)
        case .unknown(let line):
            throw InputError(.unknownFormat, line: lines.extracting(line).array.prefix(Self.shownLineBytes))
        }
    }
}
