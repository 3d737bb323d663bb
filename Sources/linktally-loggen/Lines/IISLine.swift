/// IIS W3C extended log: spaces in a field become `+`, three directives in front.
struct IISLine: LineFormat {
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
