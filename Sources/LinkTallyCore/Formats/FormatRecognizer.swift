/// Tells a log's format from its first lines.
package enum FormatRecognizer {
    /// What the first lines look like.
    package enum Finding: Sendable {
        /// The format that most of the lines fit.
        case recognized(LogFormat)
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
    /// A format is recognised where it claims at least half of the lines, so that a log cut in the middle of a line, or
    /// with a few strange lines on top, is known; lines that it can read and does not claim (a JSON object that is no
    /// access record) do not count against it. Of several formats it is the one with the most requests, then the one with
    /// the most claims, then the first in `LogFormats.all`.
    ///
    /// - Parameter likely: The name of a format that is asked first, such as that of the log before: what is found is the same,
    ///   but most others are turned away at their first line.
    package static func recognize(_ window: RawSpan, likely: String? = nil) -> Finding {
        let lines = firstLines(of: window)
        guard let first = lines.first else { return .blank }
        var best: Fit?
        let places = LogFormats.all.indices
        let isLikely = { LogFormats.all[$0].name == likely }
        for place in places.filter(isLikely) + places.filter({ !isLikely($0) }) {
            let format = LogFormats.all[place].lineFormat
            if let fit = fit(of: format, at: place, window, lines, better: best ?? Fit()) { best = fit }
        }
        guard let best else { return .unknown(firstLine: first) }
        return .recognized(LogFormats.all[best.place])
    }

    /// Which of the fields that a filter asks for cannot be found: the definition of the format leaves them out, or there
    /// are requests in the first lines and none of them has any. O(bytes), as `recognize`.
    package static func missing(_ fields: RequestFields, in window: RawSpan, of format: LogFormat)
        -> RequestFields
    {
        let lacks = format.lacks.intersection(fields)
        guard lacks.isEmpty, !fields.isEmpty else { return lacks }
        return missing(fields, window, firstLines(of: window), format.lineFormat)
    }

    private static func missing<Format: LineFormat>(
        _ fields: RequestFields, _ window: RawSpan, _ lines: [Range<Int>], _ format: Format
    ) -> RequestFields {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var missing = fields
        var hasRequest = false
        for line in lines {
            unescaped.removeAll()
            guard format.parse(window, line, into: &request, unescaped: &unescaped) == .request else { continue }
            hasRequest = true
            if request.time.hour != .unknown { missing.remove(.time) }
            if request.status != 0 { missing.remove(.status) }
            if format.userAgent(window, line, unescaped: &unescaped) != nil { missing.remove(.userAgent) }
            if missing.isEmpty { return [] }
        }
        return hasRequest ? missing : []
    }

    /// How well lines fit a format.
    private struct Fit: Comparable {
        /// The format's place in `LogFormats.all`: of equal fits the first is the better one. -1 stands before all.
        var place = -1
        var requests = 0
        /// Lines that are likely to be the format's own.
        var claimed = 0
        /// Lines of its shape without a request, which it does not claim.
        var neutral = 0

        static func < (a: Fit, b: Fit) -> Bool { (a.requests, a.claimed, b.place) < (b.requests, b.claimed, a.place) }

        /// Whether `left` lines more of `count` can make this fit at least half of the lines, and better than `best`.
        func canWin(_ left: Int, of count: Int, over best: Fit) -> Bool {
            2 * (claimed + left) + neutral >= count
                && best < Fit(place: place, requests: requests + left, claimed: claimed + left, neutral: neutral)
        }
    }

    private static func firstLines(of window: RawSpan) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        // A hole in front of the first line is not counted.
        let front = window.firstNonzeroIndex(from: 0, to: window.byteCount)
        var start = front
        while start < window.byteCount, lines.count < lineLimit, (lines.last?.upperBound ?? front) - front < byteLimit {
            let lineFeed = window.firstIndexFar(of: UInt8(ascii: "\n"), from: start, to: window.byteCount)
            let line = LineEnd.text(window, start, lineFeed)
            if !LineEnd.isBlank(window, line) { lines.append(line) }
            start = lineFeed + 1
        }
        return lines
    }

    /// The fit of a format where it claims at least half of the lines and is better than `best`; nil as soon as it cannot
    /// be, since a thousand small files are as many recognitions.
    private static func fit<Format: LineFormat>(
        of format: Format, at place: Int, _ window: RawSpan, _ lines: [Range<Int>], better best: Fit
    ) -> Fit? {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var fit = Fit(place: place)
        for (number, line) in lines.enumerated() {
            guard fit.canWin(lines.count - number, of: lines.count, over: best) else { return nil }
            unescaped.removeAll()
            let kind = format.parse(window, line, into: &request, unescaped: &unescaped)
            guard kind != .malformed else { continue }
            if format.claims(window, line, as: kind) {
                fit.claimed += 1
                if kind == .request { fit.requests += 1 }
            } else if kind == .noTarget {
                fit.neutral += 1
            }
        }
        return fit.canWin(0, of: lines.count, over: best) ? fit : nil
    }
}

/// Tells whether a line that is malformed in the format that was recognised is one of another format: logs of two formats
/// may stand in one file.
struct OtherFormats {
    private var formats = LogFormats.all.map(\.lineFormat)
    private var request = LocatedRequest()

    /// Whether some format reads a request in `line` and claims it. O(formats * line).
    ///
    /// Formats whose columns are told by directives are asked without any: the answer must not depend on what was scanned
    /// before.
    mutating func fit(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> Bool {
        for index in formats.indices {
            unescaped.removeAll()
            if formats[index].parse(bytes, line, into: &request, unescaped: &unescaped) == .request,
                formats[index].claims(bytes, line, as: .request)
            {
                return true
            }
        }
        return false
    }
}
