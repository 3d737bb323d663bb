/// Traefik's common log format: nothing is escaped; a count, router, server and duration at the end.
struct TraefikLine: LineFormat {
    static let name = "traefik"
    static let typicalSize = 300
    private var fields = CommonFields(.none, zoneHours: 0)
    private var count = 0

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        count += 1
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: " "))
        Digits.append(count, to: &log)
        log.append(contentsOf: " \"web@docker\" \"http://10.0.0.3:8080\" ".utf8)
        Digits.append(request.duration, to: &log)
        log.append(contentsOf: "ms\n".utf8)
    }
}
