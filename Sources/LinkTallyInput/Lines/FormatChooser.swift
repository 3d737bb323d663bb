import LinkTallyCore

/// Tells how the lines of an input are read: as a format that was named, or as the one that its first lines show.
package struct FormatChooser: Sendable {
    /// What filters ask for.
    private let fields: RequestFields
    /// The zone of times that have none.
    private let zone: AssumedZone
    /// What stands around the lines, the outermost first; nil where the lines tell.
    private let envelopes: [Envelope]?
    /// The own name of the format that was recognised last, which is likely to be that of the next input.
    private var last: String?

    /// - Parameters:
    ///   - filter: What of the lines counts.
    ///   - zone: The zone of times that have none.
    ///   - envelopes: What stands around the lines, the outermost first; nil where the lines tell.
    package init(_ filter: RequestFilter, assuming zone: AssumedZone = .utc, inside envelopes: [Envelope]? = nil) {
        fields = filter.fields
        self.zone = zone
        self.envelopes = envelopes
    }

    /// The format of an input of which `lines` are the first.
    ///
    /// - Parameters:
    ///   - known: The format that was named, or that of a log that goes on; nil where the lines tell.
    ///   - isNamed: Whether it was named.
    ///   - goesOn: Whether it is that of a log that goes on, so that its envelopes are known, too.
    /// - Throws: `unknown_format`, with the first line, or `json_document`; `no_time`, `no_status` or `no_user_agent` where lines
    ///   do not have what filters ask for.
    package mutating func choose(
        _ known: LogFormat?, isNamed: Bool, goesOn: Bool = false, from lines: RawSpan
    ) throws(InputError) -> FormatChoice {
        let choice: FormatChoice
        if let known {
            let envelopes =
                goesOn ? known.envelopes : envelopes ?? FormatRecognizer.envelopes(of: known, in: lines)
            choice = FormatChoice(known.inside(envelopes).assuming(zone), isNamed: isNamed, lines)
        } else {
            choice = try recognize(lines)
        }
        let missing = FormatRecognizer.missing(fields, in: lines, of: choice.format)
        if missing.contains(.time) { throw InputError(.noTime) }
        if missing.contains(.status) { throw InputError(.noStatus) }
        if missing.contains(.userAgent) { throw InputError(.noUserAgent) }
        return choice
    }

    private mutating func recognize(_ lines: RawSpan) throws(InputError) -> FormatChoice {
        switch FormatRecognizer.recognize(lines, likely: last, inside: envelopes) {
        case .recognized(let format, let others):
            last = format.ownName
            return FormatChoice(format.assuming(zone), isNamed: false, others: others.map(\.name), lines)
        case .blank(let format): return FormatChoice(format.assuming(zone), isNamed: false, isSeen: false, lines)
        case .unknown(let line, let shape):
            if let document = JSONDocument(lines) { throw InputError(document) }
            throw InputError(
                .unknownFormat, line: FormatChoice.shown(lines, line),
                hint: shape.map {
                    "its lines have the shape of \($0.name), and none of them has a request that would prove it"
                })
        }
    }
}

/// How an input is read, and how sure that is.
package struct FormatChoice: Sendable {
    package let format: LogFormat
    /// Whether the format was named, and not told from the lines.
    package let isNamed: Bool
    /// Whether lines of it were seen: blank and oversized ones count alike in every format.
    package let isSeen: Bool
    /// Names of formats that fit as well.
    package let others: [String]
    /// The beginning of what stands where the time should, or of the line where nothing does, of the first line without a
    /// readable time; nil where there is no such line among the first, or the format has no time.
    package let untimed: [UInt8]?
    /// Whether the format has times.
    private let hasTime: Bool
    /// Whether lines without a request target are its own, too: always, where there are others, or never.
    private let noTarget: FormatRecognizer.Survey.NoTarget

    /// Bytes of a line that a message shows.
    private static let shownBytes = 200

    /// Judges by the first lines. O(bytes), at most those that recognition looks at.
    init(_ format: LogFormat, isNamed: Bool, isSeen: Bool = true, others: [String] = [], _ lines: RawSpan) {
        let survey = FormatRecognizer.survey(lines, as: format, isTold: !isNamed)
        (self.format, self.isNamed, self.isSeen, self.others) = (format, isNamed, isSeen, others)
        hasTime = !format.lacks.contains(.time)
        noTarget = survey.noTarget
        untimed = survey.untimed.map { Array($0.prefix(Self.shownBytes)) }
    }

    static func shown(_ lines: RawSpan, _ range: Range<Int>) -> [UInt8] {
        Array(lines.extracting(range).array.prefix(shownBytes))
    }

    /// Whether more than half of an input's lines cannot be read as the format: they are malformed, or have no request where it
    /// was said that one stands.
    package func isMostlyUnread(_ lines: LineCounts) -> Bool {
        let isExpected =
            switch noTarget {
            case .isExpected: true
            case .isExpectedBesideOthers: lines.requests + lines.filtered > 0
            case .isOdd: false
            }
        return (lines.malformed + (isExpected ? 0 : lines.noTarget)) * 2 > lines.judged
    }

    /// Whether most lines being unread says that the format is not theirs: three lines may all be odd ones, but for a format that was
    /// made for this log.
    package func isRefuted(by lines: LineCounts) -> Bool {
        isMostlyUnread(lines) && (lines.judged >= 4 || format.isCustom)
    }

    /// Whether fewer than 99% of an input's requests have a readable time, although the format has one.
    package func lacksTimes(_ counts: InputCounts) -> Bool { hasTime && counts.untimed * 100 > counts.lines.requests }
}
