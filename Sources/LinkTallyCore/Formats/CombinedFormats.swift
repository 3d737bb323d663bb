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

    /// Host, address and two more words, the address being one: not a user name with a space, not a list of addresses.
    func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool {
        let open = bytes.firstIndex(of: UInt8(ascii: "["), from: line.lowerBound, to: line.upperBound)
        var words: [Range<Int>] = []
        var index = line.lowerBound
        while words.count <= 4, let word = Self.nextWord(bytes, index, open) {
            words.append(word)
            index = word.upperBound
        }
        guard words.count == 4, bytes.byte(at: words[0].upperBound - 1) != UInt8(ascii: ","),
            bytes.byte(at: words[0].lowerBound) != UInt8(ascii: "\"")
        else { return false }
        let address = words[1]
        return bytes.firstIndex(
            of: UInt8(ascii: "."), or: UInt8(ascii: ":"), from: address.lowerBound, to: address.upperBound)
            < address.upperBound
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

    /// Only Traefik ends its lines with a duration in milliseconds.
    func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool {
        guard line.count >= 4 else { return false }
        let end = line.upperBound
        return bytes.byte(at: end - 1) == UInt8(ascii: "s") && bytes.byte(at: end - 2) == UInt8(ascii: "m")
            && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes.byte(at: end - 3)
    }
}
