/// Cloudflare Logpush, NDJSON: `ClientRequestURI` has path and query (rule R11).
struct CloudflareFormat: LogFormat {
    static let name = "cloudflare"
    static let summary = "Cloudflare Logpush (JSON lines)"

    private static let keys = JSONRequestKeys(
        target: "ClientRequestURI", host: "ClientRequestHost", status: "EdgeResponseStatus",
        userAgent: "ClientRequestUserAgent", times: ["EdgeStartTimestamp", "EdgeEndTimestamp"])

    private var json = JSONRequest(Self.keys)

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        json.read(bytes, line) ? json.locate(bytes, into: &request, unescaped: &unescaped) : .malformed
    }

    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        json.userAgent(bytes, line.upperBound, unescaped: &unescaped)
    }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }
}
