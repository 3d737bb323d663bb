import CByteScan

/// Traefik's common log format: as combined, but nothing in the request is escaped, so that it ends at the first quote
/// that is followed by a status.
struct TraefikFormat: LogFormat, UsualLineFormat {
    static let name = "traefik"
    static let summary = "Traefik access log, common log format"

    private var clock = CLFClock()
    /// Where the request of the line parsed last ends.
    private var requestEnd = 0

    init() {}

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
    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool {
        guard line.count >= 4 else { return false }
        let end = line.upperBound
        return bytes.byte(at: end - 1) == UInt8(ascii: "s") && bytes.byte(at: end - 2) == UInt8(ascii: "m")
            && UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes.byte(at: end - 3)
    }
}
