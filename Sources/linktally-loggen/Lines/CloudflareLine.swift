/// Cloudflare Logpush, NDJSON, the default fields of HTTP requests and some more.
struct CloudflareLine: LineFormat {
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
