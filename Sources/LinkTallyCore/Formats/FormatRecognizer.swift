/// Tells a log's format from its first lines.
package enum FormatRecognizer {
    /// What the first lines look like.
    package enum Finding: Sendable {
        /// The format that most of the lines prove; `others` are those that as many lines prove.
        case recognized(LogFormat, others: [LogFormat])
        /// No format is proved by at least half of the lines; `firstLine` is where the first of them stands. `shape` is a format whose
        /// shape they have, and there is no request in them that would prove it.
        case unknown(firstLine: Range<Int>, shape: LogFormat?)
        /// There is no line but blank ones, or those that W3C logs have in front: what to count them as.
        case blank(LogFormat)
    }

    /// Lines that are looked at, at most, where there is a request among them; else all of `byteLimit`.
    package static let lineLimit = 100
    /// Bytes that are looked at, at most; the line that reaches this far is the last.
    package static let byteLimit = 64 << 10

    /// Looks at the first whole lines of an input. O(formats * bytes), at most `byteLimit` and a line of them. So much of an
    /// input is always there, however it is read: what is told depends on nothing else.
    ///
    /// A format is recognised where at least half of the lines prove it, one of them by a request, so that a log cut in the middle
    /// of a line, or with a few strange lines on top, is known; lines that speak neither for nor against it (a JSON object that is no
    /// access record) do not count. Of several formats it is the one with the most requests, then the one with the most
    /// proofs, then the first in `LogFormats.all`.
    ///
    /// - Parameters:
    ///   - likely: The own name of a format that is asked first, such as that of the log before: what is found is the same, but
    ///     most others are turned away at their first line.
    ///   - envelopes: What stands around the lines, the outermost first; nil where the lines tell.
    package static func recognize(
        _ window: RawSpan, likely: String? = nil, inside envelopes: [Envelope]? = nil
    ) -> Finding {
        let lines = firstLines(of: window)
        guard !lines.isEmpty else { return .blank(LogFormats.standard) }
        if let envelopes, !envelopes.isEmpty { return recognize(window, lines, likely, inside: envelopes) }
        let (finding, fitsWithoutRequest, requests) = recognize(window, lines, likely)
        if case .recognized(let format, _) = finding, type(of: format.lineFormat).hasPrefixOfItsOwn { return finding }
        if envelopes == nil, let found = enveloped(window, lines, requests: requests, likely: likely) {
            return .recognized(found.format, others: found.others)
        }
        if case .recognized = finding { return finding }
        let more = firstLines(of: window, lineLimit: .max)
        if more.count > lines.count {
            if fitsWithoutRequest, case .recognized(let format, let others) = recognize(window, more, likely).finding {
                return .recognized(format, others: others)
            }
            if envelopes == nil, let found = enveloped(window, more, requests: 1, likely: likely) {
                return .recognized(found.format, others: found.others)
            }
        }
        guard fitsWithoutRequest else { return finding }
        let saysNothing = more.allSatisfy { W3CDirective.isKnown(window, $0) }
        return saysNothing ? .blank(LogFormats.named("iis")!) : finding
    }

    /// Recognises what stands in `envelopes`, which were named.
    private static func recognize(
        _ window: RawSpan, _ lines: [Range<Int>], _ likely: String?, inside envelopes: [Envelope]
    ) -> Finding {
        let opened = OpenedLines(window, lines, envelopes)
        switch recognize(opened.bytes.rawSpan, opened.lines, likely, inEnvelope: true).finding {
        case .recognized(let format, let others): return .recognized(format.inside(envelopes), others: others)
        case .unknown(_, let shape): return .unknown(firstLine: lines[0], shape: shape)
        case .blank(let format): return .blank(format)
        }
    }

    /// - Parameter inEnvelope: Whether the lines stood in one: then formats that read any line are not looked for, and those whose
    ///   lines tell of the log.
    static func recognize(
        _ window: RawSpan, _ lines: [Range<Int>], _ likely: String?, inEnvelope: Bool = false
    ) -> (finding: Finding, fitsWithoutRequest: Bool, requests: Int) {
        var fits: [Fit] = []
        let places = LogFormats.all.indices.filter { !inEnvelope || LogFormats.all[$0].isProvedInEnvelopes }
        let isLikely = { LogFormats.all[$0].ownName == likely }
        for place in places.filter(isLikely) + places.filter({ !isLikely($0) }) {
            let format = LogFormats.all[place].lineFormat
            if let fit = fit(of: format, at: place, window, lines, better: fits.max()) { fits.append(fit) }
        }
        let shown = lines.first { !W3CDirective.isKnown(window, $0) } ?? lines[0]
        guard let best = fits.max() else { return (.unknown(firstLine: shown, shape: nil), false, 0) }
        guard best.requests > 0 else {
            return (.unknown(firstLine: shown, shape: best.proofs > 0 ? LogFormats.all[best.place] : nil), true, 0)
        }
        let others = fits.filter { $0.place != best.place && $0.isAsGood(as: best) }.map(\.place).sorted()
        return (
            .recognized(LogFormats.all[best.place], others: others.map { LogFormats.all[$0] }), false, best.requests
        )
    }

    /// What the first lines of an input say about a format.
    package struct Survey: Sendable {
        /// Whether a log of the format has lines without a request.
        package enum NoTarget: Sendable {
            /// Their shape was seen, and is proof of the format.
            case isExpected
            /// The format leaves out what is no access record.
            case isExpectedBesideOthers
            case isOdd
        }

        package fileprivate(set) var noTarget = NoTarget.isOdd
        /// What stands in place of the time in the first line of which none can be read or, where nothing does, that line.
        package fileprivate(set) var untimed: [UInt8]?
    }

    /// Looks at the first whole lines of an input as those of `format`. O(bytes), as `recognize`.
    ///
    /// - Parameter isTold: Whether the format was recognised, so that lines without a request are its own.
    package static func survey(_ window: RawSpan, as format: LogFormat, isTold: Bool) -> Survey {
        let (lines, hasTime) = (firstLines(of: window), !format.lacks.contains(.time))
        guard !format.envelopes.isEmpty else {
            return survey(window, lines, format.lineFormat, isTold: isTold, hasTime: hasTime)
        }
        let opened = OpenedLines(window, lines, format.envelopes)
        return survey(opened.bytes.rawSpan, opened.lines, format.lineFormat, isTold: isTold, hasTime: hasTime)
    }

    private static func survey<Format: LineFormat>(
        _ window: RawSpan, _ lines: [Range<Int>], _ format: Format, isTold: Bool, hasTime: Bool
    ) -> Survey {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var survey = Survey()
        survey.noTarget = isTold ? .isExpected : format.leavesLinesOut ? .isExpectedBesideOthers : .isOdd
        for line in lines {
            unescaped.removeAll()
            let kind = format.parse(window, line, into: &request, unescaped: &unescaped)
            if survey.noTarget != .isExpected, format.hasShapeOfItsOwn,
                case .proof = format.evidence(window, line, as: kind, request, unescaped)
            {
                survey.noTarget = .isExpected
            }
            if hasTime, survey.untimed == nil, kind == .request, request.time == .unknown {
                let time = format.parts(window, line).first { $0.name == .time }?.range
                survey.untimed = window.extracting(time ?? line).array
            }
        }
        return survey
    }

    /// Which of the fields that a filter asks for cannot be found: the definition of the format leaves them out, or there
    /// are requests in the first lines and none of them has any. O(bytes), as `recognize`.
    package static func missing(_ fields: RequestFields, in window: RawSpan, of format: LogFormat)
        -> RequestFields
    {
        let lacks = format.lacks.intersection(fields)
        guard lacks.isEmpty, !fields.isEmpty else { return lacks }
        let lines = firstLines(of: window)
        guard !format.envelopes.isEmpty else { return missing(fields, window, lines, format.lineFormat) }
        let opened = OpenedLines(window, lines, format.envelopes)
        return missing(fields, opened.bytes.rawSpan, opened.lines, format.lineFormat)
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
        /// The format's place in `LogFormats.all`: of equal fits the first is the better one.
        let place: Int
        /// What the format is to others.
        let kinship: Kinship
        var requests = 0
        /// Lines that prove the format.
        var proofs = 0
        /// Lines that speak neither for nor against it.
        var neutral = 0
        /// Whether all lines must prove it, and no other format may fit.
        var isStrict = false

        static func < (a: Fit, b: Fit) -> Bool {
            // What is told by more than a request is told, be there lines that have no more.
            if a.refines(b) != b.refines(a) { return b.refines(a) }
            return (a.requests, a.proofs, b.place) < (b.requests, b.proofs, a.place)
        }

        /// Whether the format reads as `other` does, and tells more of a line: `vhost_combined` and `traefik` of `combined`.
        func refines(_ other: Fit) -> Bool { kinship == .special && other.kinship == .general }

        /// Whether as many lines prove both, and not because the one reads the lines of the other, too.
        func isAsGood(as best: Fit) -> Bool {
            (requests, proofs) == (best.requests, best.proofs) && (kinship == .none || best.kinship == .none)
        }

        /// Whether `left` lines more of `count` can make this fit at least half of the lines, and as good as `best`.
        func canWin(_ left: Int, of count: Int, over best: Fit?) -> Bool {
            if isStrict { return proofs + left == count && (best == nil || best!.requests == 0) }
            guard 2 * (proofs + left) + neutral >= count else { return false }
            guard let best, !refines(best) else { return true }
            return (requests + left, proofs + left) >= (best.requests, best.proofs)
        }
    }

    static func firstLines(
        of window: RawSpan, lineLimit: Int = lineLimit
    ) -> [Range<Int>] {
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

    /// The first lines with their numbers, from 1: those that recognition looks at.
    static func numberedLines(of window: RawSpan) -> [(number: Int, range: Range<Int>)] {
        let lines = firstLines(of: window)
        var numbered: [(number: Int, range: Range<Int>)] = []
        var (number, index) = (1, 0)
        for line in lines {
            while index < line.lowerBound {
                index = window.firstIndexFar(of: UInt8(ascii: "\n"), from: index, to: line.lowerBound)
                if index < line.lowerBound {
                    number += 1
                    index += 1
                }
            }
            numbered.append((number, line))
        }
        return numbered
    }

    /// The fit of a format where at least half of the lines prove it and none of those before is better; nil as soon as it cannot
    /// be, since a thousand small files are as many recognitions.
    private static func fit<Format: LineFormat>(
        of format: Format, at place: Int, _ window: RawSpan, _ lines: [Range<Int>], better best: Fit?
    ) -> Fit? {
        var format = format
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 1024)
        var fit = Fit(place: place, kinship: Format.kinship, isStrict: Format.readsAnyLine)
        for (number, line) in lines.enumerated() {
            guard fit.canWin(lines.count - number, of: lines.count, over: best) else { return nil }
            unescaped.removeAll()
            let kind = format.parse(window, line, into: &request, unescaped: &unescaped)
            guard kind != .malformed else { continue }
            switch format.evidence(window, line, as: kind, request, unescaped) {
            case .proof:
                fit.proofs += 1
                if kind == .request { fit.requests += 1 }
            case .neither: fit.neutral += 1
            case .against: break
            }
        }
        return fit.canWin(0, of: lines.count, over: best) ? fit : nil
    }
}

extension LineFormat {
    /// What `line`, which was parsed last, says about whether it is of this format: its target stands in `unescaped` where escapes
    /// were undone.
    mutating func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest,
        _ unescaped: borrowing ScratchBuffer
    ) -> Evidence {
        // The formats leave what they do not set as it is.
        if kind == .request, request.isUnescaped {
            return evidence(bytes, line, as: kind, request, in: unescaped.bytes)
        }
        return evidence(bytes, line, as: kind, request, in: bytes)
    }
}

/// Tells whether a line that is malformed in the format that was recognised is one of another format: logs of two formats
/// may stand in one file.
struct OtherFormats {
    private var formats = LogFormats.all.map(\.lineFormat)

    /// Whether `line` proves some format by a request. O(formats * line).
    ///
    /// Formats whose columns are told by directives are asked without any: the answer must not depend on what was scanned
    /// before.
    mutating func fit(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> Bool {
        for index in formats.indices {
            // Each its own: a format sets only what it knows.
            var request = LocatedRequest()
            unescaped.removeAll()
            if formats[index].parse(bytes, line, into: &request, unescaped: &unescaped) == .request,
                case .proof = formats[index].evidence(bytes, line, as: .request, request, unescaped)
            {
                return true
            }
        }
        return false
    }
}
