/// AWS Application Load Balancer.
struct ALBLine: LogLine {
    static let name = "alb"
    static let typicalSize = 590
    private var time = MemoText { "\(LogTime.isoDate($0))T\(LogTime.clock($0)).186641Z" }

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        let time = time.bytes(request.time)
        log += Array("h2 ".utf8) + time + Array(" app/links/50dc6c495c0c9188 ".utf8) + request.client
        log.append(contentsOf: ":2817 10.0.0.1:80 0.000 0.0".utf8)
        Digits.append(request.duration, to: &log)
        log.append(contentsOf: " 0.000 ".utf8)
        Digits.append(request.loggedStatus, to: &log)
        log.append(UInt8(ascii: " "))
        Digits.append(request.loggedStatus, to: &log)
        log.append(contentsOf: " 317 ".utf8)
        Digits.append(request.size, to: &log)
        log.append(contentsOf: " \"".utf8)
        if request.target.isEmpty {
            log.append(contentsOf: "- http://links.example:80- -".utf8)
        } else {
            log += Array("\(request.method) https://".utf8) + request.host + Array(":443".utf8)
            for byte in request.target {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte >= 0x7F {
                    log.append(contentsOf: "\\x".utf8)
                    Digits.appendHex(byte: byte, uppercase: false, to: &log)
                } else {
                    log.append(byte)
                }
            }
            log.append(contentsOf: " HTTP/2.0".utf8)
        }
        log += Array("\" \"".utf8) + request.agent
        log.append(
            contentsOf:
                "\" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/links/73e2d6bc24d8a067 \"Root=1-58337364-23a8c76965a2ef7629b185e3\" \""
                .utf8)
        log += request.host + Array("\" \"arn:aws:acm:us-east-2:123456789012:certificate/12345678\" 0 ".utf8) + time
        log.append(
            contentsOf: " \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\" TID_dc57cebed65b4f78\n".utf8)
    }
}

/// S3 server access log: nothing is escaped.
struct S3Line: LogLine {
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
