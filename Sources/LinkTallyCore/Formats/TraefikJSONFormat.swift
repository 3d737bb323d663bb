/// Traefik's JSON access log: `RequestPath` has the query, too (rule R11).
struct TraefikJSONFormat: LogFormat {
    static let name = "traefik-json"
    static let summary = "Traefik access log, JSON"

    private enum Field { static let path = 0, host = 1, status = 2, start = 3, time = 4, localStart = 5 }
    private static let keys = JSONKeyTree([
        "RequestPath", "RequestHost", "DownstreamStatus", "StartUTC", "time", "StartLocal",
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
                target: fields[Field.path], host: fields[Field.host], status: fields[Field.status], in: bytes,
                unescaped: &unescaped)
        else { return .noTarget }
        var time = fields[Field.start]
        if time.kind == .absent { time = fields[Field.time] }
        if time.kind == .absent { time = fields[Field.localStart] }
        request.time = clock.read(bytes, time, unescaped: &unescaped)
        return .request
    }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }
}
