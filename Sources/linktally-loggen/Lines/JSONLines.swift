/// Caddy's JSON access log.
struct CaddyLine: LogLine {
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

/// Cloudflare Logpush, NDJSON, the default fields of HTTP requests and some more.
struct CloudflareLine: LogLine {
    static let name = "cloudflare"
    static let typicalSize = 700

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: "{\"ClientIP\":\"".utf8)
        log += request.client + Array("\",\"ClientRequestHost\":\"".utf8) + request.host
        log.append(contentsOf: "\",\"ClientRequestMethod\":\"\(request.method)\",\"ClientRequestURI\":\"".utf8)
        JSONEscape.append(request.target, to: &log)
        log.append(contentsOf: "\",\"ClientRequestReferer\":\"".utf8)
        JSONEscape.append(request.referer, to: &log)
        log.append(contentsOf: "\",\"ClientRequestUserAgent\":\"".utf8)
        JSONEscape.append(request.agent, to: &log)
        log.append(
            contentsOf:
                "\",\"ClientASN\":3320,\"ClientCountry\":\"de\",\"ClientDeviceType\":\"desktop\",\"CacheCacheStatus\":\"hit\",\"EdgeColoCode\":\"FRA\",\"EdgeResponseBytes\":"
                .utf8)
        Digits.append(request.size, to: &log)
        log.append(contentsOf: ",\"EdgeResponseStatus\":".utf8)
        Digits.append(request.loggedStatus, to: &log)
        log.append(contentsOf: ",\"EdgeStartTimestamp\":".utf8)
        Digits.append(request.time * 1_000_000_000, to: &log)
        log.append(contentsOf: ",\"EdgeEndTimestamp\":".utf8)
        Digits.append(request.time * 1_000_000_000 + request.duration * 1_000_000, to: &log)
        log.append(contentsOf: ",\"OriginIP\":\"\",\"OriginResponseStatus\":0,\"RayID\":\"".utf8)
        Digits.appendHex(UInt64(request.time * 7_919 + request.size), to: &log)
        log.append(contentsOf: "\",\"WorkerSubrequest\":false,\"ZoneID\":113345}\n".utf8)
    }
}

/// Traefik's JSON access log: Go's encoder writes `&` as `\u0026`.
struct TraefikJSONLine: LogLine {
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

/// Bytes of a request as a JSON string.
enum JSONEscape {
    /// Appends `bytes`; a byte that is not ASCII as U+FFFD, as Caddy writes what is no UTF-8. With `escapesHTML` also
    /// `&`, `<` and `>` are escaped, as Go's encoder does unless it is told not to.
    static func append(_ bytes: [UInt8], escapesHTML: Bool = false, to log: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): log += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                if escapesHTML { unicode(byte, to: &log) } else { log.append(byte) }
            case ..<0x20: unicode(byte, to: &log)
            case 0x80...: log.append(contentsOf: "\\ufffd".utf8)
            default: log.append(byte)
            }
        }
    }

    private static func unicode(_ byte: UInt8, to log: inout [UInt8]) {
        log.append(contentsOf: "\\u00".utf8)
        Digits.appendHex(byte: byte, uppercase: false, to: &log)
    }
}
