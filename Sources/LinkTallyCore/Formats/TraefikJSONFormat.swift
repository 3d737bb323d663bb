/// Traefik's JSON access log: `RequestPath` has the query, too (rule R11).
struct TraefikJSONFormat: LogFormat {
    static let name = "traefik-json"
    static let summary = "Traefik access log, JSON"

    private static let keys = JSONRequestKeys(
        target: "RequestPath", host: "RequestHost", status: "DownstreamStatus",
        userAgent: "request_User-Agent", times: ["StartUTC", "time", "StartLocal"])

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
