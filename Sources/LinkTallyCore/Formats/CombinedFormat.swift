import CByteScan

/// Apache common and combined, nginx's default: `... [time] "request" status ...`, rule R11.
///
/// The request is the quoted string right behind the first time that is followed by a quote; what stands before the time
/// and behind the status is not looked at (lists of forwarded addresses, user names with spaces, Referer, User-Agent).
struct CombinedFormat: LogFormat, UsualLineFormat {
    static let name = "combined"
    static let aliases = ["common", "nginx"]
    static let summary = "Apache common and combined, nginx default"

    private var clock = CLFClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    init() {}

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

    /// As `parse`; also tells where the time's `[` stands.
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
