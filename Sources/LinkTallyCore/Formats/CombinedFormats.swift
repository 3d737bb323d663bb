import CByteScan

/// A format whose usual lines the line kernel takes apart (`CLineKernel.h`): those with `"GET target HTTP/d.d"`.
protocol UsualLineFormat: LineFormat {
    /// Locates the request in a line that the kernel took apart and that begins at `start`; false where it is none in this format
    /// as it stands, so that `parse` has to look at it. O(line before the request).
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool
}

extension UsualLineFormat {
    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner) {
        scanner.scanUsualLines(of: window, as: &self)
    }

    mutating func scanLines(
        of window: RawSpan, behind envelopes: inout EnvelopeRun, from depth: Int, with scanner: inout LineScanner
    ) {
        scanner.scanUsualLines(of: window, behind: &envelopes, from: depth, as: &self)
    }
}

extension LocatedRequest {
    /// Takes time, status and target of a line that the kernel took apart; false where its time or status is none. O(1).
    ///
    /// - Parameter needsSpace: Whether a space must follow the status, so that it may not end the line.
    @inline(__always)
    mutating func set(
        from line: cbs_usual_line, in bytes: RawSpan, _ clock: inout CLFClock, needsSpace: Bool
    ) -> Bool {
        let (opening, closing) = (Int(line.opening_quote), Int(line.closing_quote))
        // A time is followed by a quote, so that none stands before this one.
        guard let time = clock.read(bytes, at: opening &+ 1 &- CLFClock.length),
            let status = StatusField.usual(in: bytes, at: closing &+ 1)
                ?? StatusField.spelled(
                    in: bytes, at: closing &+ 1, lineEnd: LineEnd.trimmed(bytes, opening, Int(line.line_feed)),
                    needsSpace: needsSpace)
        else { return false }
        self.time = time
        self.status = status
        isUnescaped = false
        // Behind "GET ", before " HTTP/1.1".
        target = opening &+ 5..<closing &- 9
        return true
    }
}

/// Apache common and combined, nginx's default: `... [time] "request" status ...`, rule R11.
///
/// The request is the quoted string right behind the first time that is followed by a quote; what stands before the time
/// and behind the status is not looked at (lists of forwarded addresses, user names with spaces, Referer, User-Agent).
struct CombinedFormat: UsualLineFormat {
    static let kinship = Kinship.general

    private var clock = CLFClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool {
        guard request.set(from: line, in: bytes, &clock, needsSpace: false) else { return false }
        requestEnd = Int(line.closing_quote)
        return true
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        locate(bytes, line, into: &request, unescaped: &unescaped).kind
    }

    /// The second field in quotes behind the request.
    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        QuotedField.second(bytes, from: requestEnd &+ 1, to: line.upperBound, hasEscapes: true)
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        Evidence(CommonLogLine(bytes, line, hasEscapes: true).doubt(as: kind, request, bytes, in: text))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        CommonLogLine(bytes, line, hasEscapes: true).parts(bytes)
    }

    /// Does what `parse` does, and tells where the time's `[` stands.
    @inline(__always)
    mutating func locate(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> (kind: LineKind, open: Int) {
        guard let (open, time) = clock.find(in: bytes, from: line.lowerBound, to: line.upperBound) else {
            return (.malformed, 0)
        }
        let start = open &+ CLFClock.length
        let (quote, hasEscapes) = QuotedField.end(bytes, from: start, to: line.upperBound)
        guard quote < line.upperBound,
            let status = StatusField.status(
                in: bytes, at: quote &+ 1, lineEnd: line.upperBound, needsSpace: false)
        else { return (.malformed, open) }
        requestEnd = quote
        request.time = time
        request.status = status
        guard
            request.setTarget(ofRequestLine: start..<quote, hasEscapes: hasEscapes, in: bytes, unescaped: &unescaped)
        else { return (.noTarget, open) }
        return (.request, open)
    }
}

/// Debian's `vhost_combined`: `host:port`, then as combined.
struct VhostCombinedFormat: UsualLineFormat {
    static let kinship = Kinship.special

    private var combined = CombinedFormat()

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool {
        // A hole of NUL bytes is no part of the host.
        guard bytes.byte(at: start) != 0, combined.parse(bytes, line, from: start, into: &request) else { return false }
        request.host = Self.host(bytes, start..<Int(line.opening_quote) &+ 1 &- CLFClock.length)
        return true
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let (kind, open) = combined.locate(bytes, line, into: &request, unescaped: &unescaped)
        if kind == .request { request.host = Self.host(bytes, line.lowerBound..<open) }
        return kind
    }

    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        combined.userAgent(bytes, line, unescaped: &unescaped)
    }

    /// Host, address and two more words: not an address or a number in front, and no list of addresses, unless the host has a port.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let shape = CommonLogLine(bytes, line, hasEscapes: true)
        if let doubt = shape.doubt(as: kind, request, bytes, in: text) { return .against(doubt) }
        var words: [Range<Int>] = []
        var index = line.lowerBound
        while words.count <= 4, let word = Self.nextWord(bytes, index, shape.open) {
            words.append(word)
            index = word.upperBound
        }
        guard words.count >= 4, let first = words.first else {
            return .against(Doubt(line.lowerBound, "host, address and two names before the time"))
        }
        guard FieldProof.isHost(bytes, first) else { return .against(Doubt(first.lowerBound, "the name of a host")) }
        // With a port it is a server's, whatever stands behind it: a list of addresses, a user name with spaces.
        if FieldProof.hasPort(bytes, first) { return .proof }
        guard words.count == 4 else {
            return .against(Doubt(words[4].lowerBound, "the time behind host, address and two names"))
        }
        guard FieldProof.isClient(bytes, words[1]) else {
            return .against(Doubt(words[1].lowerBound, "the address or the name of the client"))
        }
        if let quoted = words.dropFirst(2).first(where: { bytes.byte(at: $0.lowerBound) == UInt8(ascii: "\"") }) {
            return .against(Doubt(quoted.lowerBound, "the name of a user"))
        }
        return .proof
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let shape = CommonLogLine(bytes, line, hasEscapes: true)
        let host = Self.host(bytes, line.lowerBound..<shape.open)
        return shape.parts(bytes) + (host.map { [LinePart(.host, $0)] } ?? [])
    }

    /// The first word of `range`, if there are four words or more and it says something.
    @inline(__always)
    private static func host(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        guard let first = nextWord(bytes, range.lowerBound, range.upperBound) else { return nil }
        var count = 1
        var index = first.upperBound
        while count < 4, let word = nextWord(bytes, index, range.upperBound) {
            count &+= 1
            index = word.upperBound
        }
        return count == 4 && !bytes.saysNothing(first) ? first : nil
    }

    @inline(__always)
    private static func nextWord(_ bytes: RawSpan, _ from: Int, _ end: Int) -> Range<Int>? {
        var start = from
        while start < end, bytes.byte(at: start) == UInt8(ascii: " ") { start &+= 1 }
        guard start < end else { return nil }
        return start..<bytes.firstIndex(of: UInt8(ascii: " "), from: start, to: end)
    }
}

/// Traefik's common log format: as combined, but nothing in the request is escaped, so that it ends at the first quote
/// that is followed by a status.
struct TraefikFormat: UsualLineFormat {
    static let kinship = Kinship.special

    private var clock = CLFClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: cbs_usual_line, from start: Int, into request: inout LocatedRequest
    ) -> Bool {
        guard request.set(from: line, in: bytes, &clock, needsSpace: true) else { return false }
        requestEnd = Int(line.closing_quote)
        return true
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard let (open, time) = clock.find(in: bytes, from: line.lowerBound, to: line.upperBound) else {
            return .malformed
        }
        let start = open &+ CLFClock.length
        guard
            let (quote, status) = QuotedField.endBeforeStatus(
                bytes, from: start, to: line.upperBound, needsSpace: true)
        else { return .malformed }
        guard let target = RequestLine.target(in: bytes, start..<quote) else { return .noTarget }
        requestEnd = quote
        request.time = time
        request.status = status
        request.target = target
        return .request
    }

    /// The second field in quotes behind the request.
    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        QuotedField.second(bytes, from: requestEnd &+ 1, to: line.upperBound, hasEscapes: false)
    }

    /// Only Traefik ends its lines with a number, router and server in quotes, and a duration in milliseconds: a duration alone
    /// stands in Apache's lines, too, whose requests have escapes.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        let shape = CommonLogLine(bytes, line, hasEscapes: false)
        if let doubt = shape.doubt(as: kind, request, bytes, in: text) { return .against(doubt) }
        let hasEnd = Self.hasEnd(bytes, line)
        return Evidence(
            hasEnd ? nil : Doubt(line.upperBound, "router and server in quotes, and a duration, as in 12ms, at the end")
        )
    }

    private static func hasEnd(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
        guard line.count >= 4, bytes.spells("ms", line.suffix(2)) else { return false }
        var index = line.upperBound - 2
        while index > line.lowerBound, FieldProof.isDigit(bytes.byte(at: index - 1)) { index -= 1 }
        guard index < line.upperBound - 2 else { return false }
        for _ in 0..<2 {
            guard index - 3 > line.lowerBound, bytes.spells("\" ", index - 2..<index),
                let open = bytes.lastIndex(of: UInt8(ascii: "\""), from: line.lowerBound, to: index - 2)
            else { return false }
            index = open
        }
        // How many requests there were, or a dash, stands behind the agent; a size would stand behind the status.
        index -= 1
        while index > line.lowerBound,
            FieldProof.isDigit(bytes.byte(at: index - 1)) || bytes.byte(at: index - 1) == UInt8(ascii: "-")
        {
            index -= 1
        }
        return index - 2 > line.lowerBound && bytes.spells("\" ", index - 2..<index)
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        CommonLogLine(bytes, line, hasEscapes: false).parts(bytes)
    }
}

/// A line of the combined family taken apart slowly, as evidence: `... [time] "request" status ...`.
struct CommonLogLine {
    /// Where the time's `[` stands; where the line has none, its end.
    let open: Int
    private let line: Range<Int>
    private let hasEscapes: Bool
    private let time: RequestTime?
    /// What stands between the quotes; nil where no status follows it.
    private let request: Range<Int>?
    /// What is missing in a line that is malformed.
    private let gap: Doubt

    /// O(line).
    ///
    /// - Parameter hasEscapes: Whether a backslash escapes a quote in a field; else a request ends where a status follows.
    init(_ bytes: RawSpan, _ line: Range<Int>, hasEscapes: Bool) {
        self.line = line
        self.hasEscapes = hasEscapes
        let end = line.upperBound
        var clock = CLFClock()
        guard let (open, time) = clock.find(in: bytes, from: line.lowerBound, to: end) else {
            (self.open, self.time, request) = (end, nil, nil)
            gap = Self.gapOfTime(bytes, line)
            return
        }
        (self.open, self.time) = (open, time)
        let start = open + CLFClock.length
        let quote =
            hasEscapes
            ? QuotedField.end(bytes, from: start, to: end).quote
            : QuotedField.endBeforeStatus(bytes, from: start, to: end, needsSpace: true)?.quote ?? end
        let hasStatus =
            quote < end && StatusField.status(in: bytes, at: quote + 1, lineEnd: end, needsSpace: false) != nil
        request = hasStatus ? start..<quote : nil
        gap =
            quote < end
            ? Doubt(quote + 1, "a status of three digits right behind the request")
            : Doubt(end, "the end of the request, a quote")
    }

    /// Why there is no time in front of a quote: none at all, or something stands between the two.
    private static func gapOfTime(_ bytes: RawSpan, _ line: Range<Int>) -> Doubt {
        var clock = CLFClock(isQuoted: false)
        var index = line.lowerBound
        var bracket: Int?
        while true {
            index = bytes.firstIndex(of: UInt8(ascii: "["), from: index, to: line.upperBound)
            guard index + CLFClock.length <= line.upperBound else { break }
            bracket = bracket ?? index
            if clock.read(bytes, at: index) != nil {
                return Doubt(index + CLFClock.length - 1, "the request in quotes right behind the time")
            }
            index += 1
        }
        return Doubt(bracket ?? line.lowerBound, "a time in brackets, [dd/Mon/yyyy:hh:mm:ss +zzzz]")
    }

    /// What keeps the line from being one of the family.
    func doubt(as kind: LineKind, _ located: LocatedRequest, _ bytes: RawSpan, in text: RawSpan) -> Doubt? {
        guard kind != .malformed, let request else { return gap }
        guard time != .unknown else { return .time(open + 1) }
        if kind == .request, let doubt = FieldProof.request(bytes, request, target: located.target, in: text) {
            return doubt
        }
        return hasEscapes ? FieldProof.pairedQuotes(bytes, request.upperBound + 1..<line.upperBound) : nil
    }

    func parts(_ bytes: RawSpan) -> [LinePart] {
        guard let request else { return [] }
        return Self.parts(bytes, line, time: open, request, hasEscapes: hasEscapes)
    }

    /// The parts of a line that has its time at `open`, and a status and more fields behind its request.
    static func parts(
        _ bytes: RawSpan, _ line: Range<Int>, time open: Int, _ request: Range<Int>, hasEscapes: Bool
    ) -> [LinePart] {
        let status = request.upperBound + 2
        let statusEnd = bytes.firstIndex(of: UInt8(ascii: " "), from: status, to: line.upperBound)
        let agent = QuotedField.second(bytes, from: request.upperBound + 1, to: line.upperBound, hasEscapes: hasEscapes)
        return [
            LinePart(.time, open + 1..<open + CLFClock.length - 3), LinePart(.request, request),
            LinePart(.status, status..<statusEnd),
        ] + (agent.map { [LinePart(.agent, $0.range)] } ?? [])
    }
}
