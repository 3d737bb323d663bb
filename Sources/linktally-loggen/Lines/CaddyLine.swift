/// Caddy's JSON access log.
struct CaddyLine: LineFormat {
    static let name = "caddy"
    static let typicalSize = 620

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: "{\"level\":\"info\",\"ts\":".utf8)
        Digits.append(request.time, to: &log)
        log.append(contentsOf: ".5241".utf8)
        Digits.append(request.duration, to: &log)
        log.append(
            contentsOf:
                ",\"logger\":\"http.log.access.log0\",\"msg\":\"handled request\",\"request\":{\"remote_ip\":\"".utf8)
        log += request.client + Array("\",\"remote_port\":\"41342\",\"client_ip\":\"".utf8) + request.client
        log.append(contentsOf: "\",\"proto\":\"HTTP/2.0\",\"method\":\"\(request.method)\",\"host\":\"".utf8)
        log += request.host + Array("\",\"uri\":\"".utf8)
        JSONEscape.append(request.target, to: &log)
        log.append(contentsOf: "\",\"headers\":{\"Accept-Encoding\":[\"gzip, deflate, br\"],\"Referer\":[\"".utf8)
        JSONEscape.append(request.referer, to: &log)
        log.append(contentsOf: "\"],\"User-Agent\":[\"".utf8)
        JSONEscape.append(request.agent, to: &log)
        log.append(
            contentsOf:
                "\"]},\"tls\":{\"resumed\":false,\"version\":772,\"cipher_suite\":4865}},\"bytes_read\":0,\"user_id\":\"\",\"duration\":0.000"
                .utf8)
        Digits.append(request.duration, to: &log)
        log.append(contentsOf: ",\"size\":".utf8)
        Digits.append(request.size, to: &log)
        log.append(contentsOf: ",\"status\":".utf8)
        Digits.append(request.loggedStatus, to: &log)
        log.append(
            contentsOf: ",\"resp_headers\":{\"Server\":[\"Caddy\"],\"Content-Type\":[\"text/html; charset=utf-8\"]}}\n"
                .utf8)
    }
}
