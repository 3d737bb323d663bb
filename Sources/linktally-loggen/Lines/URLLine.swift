/// One URL a line.
struct URLLine: LineFormat {
    static let name = "url"
    static let typicalSize = 95

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: "https://".utf8)
        log.append(contentsOf: request.host)
        log.append(contentsOf: request.shape == .normal ? request.path : [UInt8(ascii: "/")])
        if request.shape == .normal, !request.query.isEmpty {
            log.append(UInt8(ascii: "?"))
            log.append(contentsOf: request.query)
        }
        log.append(UInt8(ascii: "\n"))
    }
}
