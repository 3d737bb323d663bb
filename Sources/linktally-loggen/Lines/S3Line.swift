/// S3 server access log: nothing is escaped.
struct S3Line: LineFormat {
    static let name = "s3"
    static let typicalSize = 500
    private var time = MemoText { LogTime.bracketed($0, zoneHours: 0) }

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be links ".utf8)
        log += time.bytes(request.time) + [UInt8(ascii: " ")] + request.client
        log.append(contentsOf: " - 3E57427F3EXAMPLE WEBSITE.GET.OBJECT ".utf8)
        log += request.path.isEmpty ? [UInt8(ascii: "-")] : Array(request.path.dropFirst())
        if request.target.isEmpty {
            log.append(contentsOf: " - ".utf8)
        } else {
            log += Array(" \"\(request.method) ".utf8) + request.target + Array(" HTTP/1.1\" ".utf8)
        }
        Digits.append(request.loggedStatus, to: &log)
        log.append(contentsOf: " - ".utf8)
        Digits.append(request.size, to: &log)
        log.append(contentsOf: " 3462992 ".utf8)
        Digits.append(request.duration, to: &log)
        log += Array(" 10 \"".utf8) + request.referer + Array("\" \"".utf8) + request.agent
        log.append(
            contentsOf:
                "\" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= - ECDHE-RSA-AES128-GCM-SHA256 - "
                .utf8)
        log += request.host + Array(" TLSv1.2 - -\n".utf8)
    }
}
