/// CloudFront standard log: TABs, percent signs encoded once more, two directives in front.
struct CloudFrontLine: LogLine {
    static let name = "cloudfront"
    static let typicalSize = 480
    private var time = MemoText { "\(LogTime.isoDate($0))\t\(LogTime.clock($0))" }
    private var isFirst = true

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        if isFirst {
            isFirst = false
            log.append(
                contentsOf:
                    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n"
                    .utf8)
        }
        log += time.bytes(request.time) + Array("\tFRA56-P4\t".utf8)
        Digits.append(request.size, to: &log)
        log += [UInt8(ascii: "\t")] + request.client
        log.append(contentsOf: "\t\(request.method)\td111111abcdef8.cloudfront.net\t".utf8)
        append(request.target.isEmpty ? [UInt8(ascii: "-")] : request.path, to: &log)
        log.append(UInt8(ascii: "\t"))
        Digits.append(request.loggedStatus, to: &log)
        log.append(UInt8(ascii: "\t"))
        append(request.referer, to: &log)
        log.append(UInt8(ascii: "\t"))
        append(request.agent, to: &log)
        log.append(UInt8(ascii: "\t"))
        append(request.target.isEmpty || request.query.isEmpty ? [UInt8(ascii: "-")] : request.query, to: &log)
        log.append(contentsOf: "\t-\tHit\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\t".utf8)
        log += request.host + Array("\thttps\t23\t0.00".utf8)
        Digits.append(request.duration, to: &log)
        log.append(
            contentsOf:
                "\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tHit\tHTTP/2.0\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-\n"
                .utf8)
    }

    private func append(_ bytes: [UInt8], to log: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case ...0x20, 0x7F..., UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "#"),
                UInt8(ascii: "%"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"),
                UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "`"):
                log.append(UInt8(ascii: "%"))
                Digits.appendHex(byte: byte, uppercase: true, to: &log)
            default: log.append(byte)
            }
        }
    }
}

/// IIS W3C extended log: spaces in a field become `+`, three directives in front.
struct IISLine: LogLine {
    static let name = "iis"
    static let typicalSize = 270
    private var time = MemoText { "\(LogTime.isoDate($0)) \(LogTime.clock($0))" }
    private var isFirst = true

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        if isFirst {
            isFirst = false
            log.append(contentsOf: "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n".utf8)
            log.append(
                contentsOf:
                    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) cs-host sc-status sc-substatus sc-win32-status time-taken\n"
                    .utf8)
        }
        log += time.bytes(request.time) + Array(" 10.0.0.1 \(request.method) ".utf8)
        append(request.target.isEmpty ? [UInt8(ascii: "-")] : request.path, to: &log)
        log.append(UInt8(ascii: " "))
        append(request.target.isEmpty || request.query.isEmpty ? [UInt8(ascii: "-")] : request.query, to: &log)
        log += Array(" 443 - ".utf8) + request.client + [UInt8(ascii: " ")]
        append(request.agent, to: &log)
        log.append(UInt8(ascii: " "))
        append(request.referer, to: &log)
        log += [UInt8(ascii: " ")] + request.host + [UInt8(ascii: " ")]
        Digits.append(request.loggedStatus, to: &log)
        log.append(contentsOf: " 0 0 ".utf8)
        Digits.append(request.duration, to: &log)
        log.append(UInt8(ascii: "\n"))
    }

    private func append(_ bytes: [UInt8], to log: inout [UInt8]) {
        for byte in bytes { log.append(byte <= 0x20 || byte >= 0x7F ? UInt8(ascii: "+") : byte) }
    }
}
