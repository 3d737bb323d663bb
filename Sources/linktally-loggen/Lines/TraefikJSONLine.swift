/// Traefik's JSON access log: Go's encoder writes `&` as `\u0026`.
struct TraefikJSONLine: LineFormat {
    static let name = "traefik-json"
    static let typicalSize = 850
    private var time = MemoText { "\(LogTime.isoDate($0))T\(LogTime.clock($0))" }

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        let time = time.bytes(request.time)
        log.append(contentsOf: "{\"ClientAddr\":\"".utf8)
        log += request.client + Array(":50686\",\"ClientHost\":\"".utf8) + request.client
        log.append(contentsOf: "\",\"ClientPort\":\"50686\",\"ClientUsername\":\"-\",\"DownstreamContentSize\":".utf8)
        Digits.append(request.size, to: &log)
        log.append(contentsOf: ",\"DownstreamStatus\":".utf8)
        Digits.append(request.loggedStatus, to: &log)
        log.append(contentsOf: ",\"Duration\":".utf8)
        Digits.append(request.duration * 1_000_000, to: &log)
        log += Array(",\"OriginDuration\":71102,\"OriginStatus\":200,\"Overhead\":36210,\"RequestAddr\":\"".utf8)
        log += request.host + Array("\",\"RequestContentSize\":0,\"RequestCount\":81,\"RequestHost\":\"".utf8)
        log += request.host + Array("\",\"RequestMethod\":\"\(request.method)\",\"RequestPath\":\"".utf8)
        JSONEscape.append(request.target, escapesHTML: true, to: &log)
        log.append(
            contentsOf:
                "\",\"RequestPort\":\"-\",\"RequestProtocol\":\"HTTP/2.0\",\"RequestScheme\":\"https\",\"RetryAttempts\":0,\"RouterName\":\"links@docker\",\"ServiceAddr\":\"10.0.0.3:8080\",\"ServiceName\":\"links@docker\",\"StartLocal\":\""
                .utf8)
        log += time + Array(".214813127Z\",\"StartUTC\":\"".utf8) + time
        log.append(contentsOf: ".214813127Z\",\"level\":\"info\",\"msg\":\"\",\"request_Referer\":\"".utf8)
        JSONEscape.append(request.referer, escapesHTML: true, to: &log)
        log.append(contentsOf: "\",\"request_User-Agent\":\"".utf8)
        JSONEscape.append(request.agent, escapesHTML: true, to: &log)
        log += Array("\",\"time\":\"".utf8) + time + Array("Z\"}\n".utf8)
    }
}
