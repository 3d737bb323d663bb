/// Cloudflare Logpush, NDJSON: `ClientRequestURI` has path and query (rule R11).
struct CloudflareFormat: LogFormat {
    static let name = "cloudflare"
    static let summary = "Cloudflare Logpush (JSON lines)"

    private enum Field { static let uri = 0, host = 1, status = 2, start = 3, end = 4 }
    private static let keys = JSONKeyTree([
        "ClientRequestURI", "ClientRequestHost", "EdgeResponseStatus", "EdgeStartTimestamp", "EdgeEndTimestamp",
    ])

    private var fields = JSONFields(Self.keys)
    private var clock = JSONTime()

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard fields.read(bytes, line) else { return .malformed }
        guard
            request.set(
                target: fields[Field.uri], host: fields[Field.host], status: fields[Field.status], in: bytes,
                unescaped: &unescaped)
        else { return .noTarget }
        let start = fields[Field.start]
        request.time = clock.read(
            bytes, start.kind == .absent ? fields[Field.end] : start, unescaped: &unescaped)
        return .request
    }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }
}
