/// Caddy's JSON access log: `request.uri` of the entries that the access logger wrote (rule R11).
///
/// `http.log.error` repeats the request that an access entry has, so it is no request of its own.
struct CaddyFormat: LogFormat {
    static let name = "caddy"
    static let summary = "Caddy access log (JSON lines)"

    private enum Other { static let logger = 0, message = 1 }
    private static let keys = JSONRequestKeys(
        target: "request.uri", host: "request.host", status: "status", userAgent: "request.headers.User-Agent",
        times: ["ts"], others: ["logger", "msg"])

    private var json = JSONRequest(Self.keys)

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard json.read(bytes, line) else { return .malformed }
        return isAccess(bytes) ? json.locate(bytes, into: &request, unescaped: &unescaped) : .noTarget
    }

    @inline(__always)
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        json.userAgent(bytes, line.upperBound, unescaped: &unescaped)
    }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }

    @inline(__always)
    private func isAccess(_ bytes: RawSpan) -> Bool {
        JSONText.begins(bytes, json.other(Other.logger), with: Self.logger.rawSpan)
            || JSONText.isEqual(bytes, json.other(Other.message), Self.message.rawSpan)
    }

    private static let logger = Array("http.log.access".utf8)
    private static let message = Array("handled request".utf8)
}
