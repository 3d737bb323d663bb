/// Apache common and combined, nginx's default: `... [time] "request" status ...`, rule R11.
///
/// The request is the quoted string right behind the first time that is followed by a quote; what stands before the time
/// and behind the status is not looked at (lists of forwarded addresses, user names with spaces, Referer, User-Agent).
struct CombinedFormat: LogFormat {
    static let name = "combined"
    static let aliases = ["common", "nginx"]
    static let summary = "Apache common and combined, nginx default"

    private var clock = CLFClock()

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        locate(bytes, line, into: &request, unescaped: &unescaped).kind
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
        let (quote, hasEscapes) = Self.closingQuote(bytes, start, line.upperBound)
        guard quote < line.upperBound,
            let isError = StatusField.isError(
                in: bytes, at: quote &+ 1, lineEnd: line.upperBound, needsSpace: false)
        else { return (.malformed, open) }
        request.time = time
        request.isError = isError
        request.isUnescaped = hasEscapes
        if hasEscapes {
            let plain = LogEscapes.undo(in: bytes, start..<quote, into: &unescaped)
            guard let target = RequestLine.target(in: unescaped.bytes, plain) else { return (.noTarget, open) }
            request.target = target
        } else {
            guard let target = RequestLine.target(in: bytes, start..<quote) else { return (.noTarget, open) }
            request.target = target
        }
        return (.request, open)
    }

    /// The first unescaped `"` from `start`, or `end`; and whether a backslash stands before it.
    @inline(__always)
    private static func closingQuote(_ bytes: RawSpan, _ start: Int, _ end: Int) -> (Int, Bool) {
        let index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: start, to: end)
        guard index < end, bytes.byte(at: index) == UInt8(ascii: "\\") else { return (index, false) }
        return (escapedClosingQuote(bytes, index, end), true)
    }

    @inline(never)
    private static func escapedClosingQuote(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        var index = start
        while index < end, bytes.byte(at: index) == UInt8(ascii: "\\") {
            guard index + 2 <= end else { return end }
            index = bytes.firstIndex(of: UInt8(ascii: "\""), or: UInt8(ascii: "\\"), from: index + 2, to: end)
        }
        return index
    }
}
