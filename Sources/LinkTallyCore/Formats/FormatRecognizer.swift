/// Tells a log's format from its first lines.
package enum FormatRecognizer {
    /// What the first lines look like.
    package enum Finding: Sendable {
        /// The format that most of the lines fit.
        case recognized(LogFormatChoice)
        /// No format fits at least half of the lines; `firstLine` is where the first of them stands.
        case unknown(firstLine: Range<Int>)
        /// There is no line but blank ones.
        case blank
    }

    /// Lines that are looked at, at most.
    package static let lineLimit = 100
    /// Bytes that are looked at, at most; the line that reaches this far is the last.
    package static let byteLimit = 64 << 10

    /// Looks at the first whole lines of an input. O(formats * bytes), at most `byteLimit` and a line of them.
    ///
    /// A format is recognised where it fits at least half of the lines, so that a log cut in the middle of a line, or
    /// with a few strange lines on top, is known; of several formats the one that fits most, then the first in
    /// `LogFormats.all`.
    package static func recognize(_ window: RawSpan) -> Finding {
        let lines = firstLines(of: window)
        guard let first = lines.first else { return .blank }
        var best: (type: any LogFormat.Type, fits: Int)?
        for type in LogFormats.all {
            let fits = countFits(type, window, lines)
            if fits > best?.fits ?? 0 { best = (type, fits) }
        }
        guard let best, best.fits * 2 >= lines.count else { return .unknown(firstLine: first) }
        return .recognized(LogFormatChoice(type: best.type, name: best.type.name))
    }

    private static func firstLines(of window: RawSpan) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < window.byteCount, lines.count < lineLimit, (lines.last?.upperBound ?? 0) < byteLimit {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: window.byteCount)
            let line = start..<LineEnd.trimmed(window, start, lineFeed)
            if !LineEnd.isBlank(window, line) { lines.append(line) }
            start = lineFeed + 1
        }
        return lines
    }

    private static func countFits<Format: LogFormat>(
        _ type: Format.Type, _ window: RawSpan, _ lines: [Range<Int>]
    ) -> Int {
        var format = Format()
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        return lines.count { line in
            unescaped.removeAll()
            guard format.parse(window, line, into: &request, unescaped: &unescaped) != .malformed else { return false }
            return Format.claims(window, line)
        }
    }
}
