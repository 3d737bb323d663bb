/// Caddy's JSON access log: `request.uri` of the entries that the access logger wrote (rule R11).
///
/// `http.log.error` repeats the request that an access entry has, so it is no request of its own.
struct CaddyFormat: LogFormat {
    static let name = "caddy"
    static let summary = "Caddy access log (JSON lines)"

    private enum Field { static let uri = 0, host = 1, status = 2, time = 3, logger = 4, message = 5 }
    private static let keys = JSONKeyTree(["request.uri", "request.host", "status", "ts", "logger", "msg"])

    private var fields = JSONFields(Self.keys)
    private var clock = JSONTime()

    init() {}

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard fields.read(bytes, line) else { return .malformed }
        guard isAccess(bytes),
            request.set(
                target: fields[Field.uri], host: fields[Field.host], status: fields[Field.status], in: bytes,
                unescaped: &unescaped)
        else { return .noTarget }
        request.time = clock.read(bytes, fields[Field.time], unescaped: &unescaped)
        return .request
    }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { kind == .request }

    @inline(__always)
    private func isAccess(_ bytes: RawSpan) -> Bool {
        JSONText.begins(bytes, fields[Field.logger], with: Self.logger.rawSpan)
            || JSONText.isEqual(bytes, fields[Field.message], Self.message.rawSpan)
    }

    private static let logger = Array("http.log.access".utf8)
    private static let message = Array("handled request".utf8)
}
