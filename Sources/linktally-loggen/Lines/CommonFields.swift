/// The fields that the formats of the combined family share.
struct CommonFields {
    /// How an origin writes a byte of a request that cannot stand in the quoted field as it is.
    enum Escape { case apache, nginx, none }

    private let escape: Escape
    private let zoneHours: Int
    private var second = Int.min
    /// The time of the last line: many lines share it.
    private var time: [UInt8] = []

    init(_ escape: Escape, zoneHours: Int) {
        self.escape = escape
        self.zoneHours = zoneHours
    }

    /// `client - - [time] "request" status size`
    mutating func append(_ request: LogRequest, user: String = "-", to log: inout [UInt8]) {
        log.append(contentsOf: request.client)
        log.append(contentsOf: " - ".utf8)
        log.append(contentsOf: user.utf8)
        log.append(UInt8(ascii: " "))
        if request.time != second {
            second = request.time
            time = LogTime.bracketed(second, zoneHours: zoneHours)
        }
        log.append(contentsOf: time)
        log.append(contentsOf: " \"".utf8)
        var status = request.status
        switch request.shape {
        case .normal, .noVersion:
            log.append(contentsOf: request.isPost ? "POST ".utf8 : "GET ".utf8)
            append(request.path, to: &log)
            if !request.query.isEmpty {
                log.append(UInt8(ascii: "?"))
                append(request.query, to: &log)
            }
            if request.shape == .normal { log.append(contentsOf: " HTTP/1.1".utf8) }
        case .noRequest:
            log.append(UInt8(ascii: "-"))
            status = 408
        case .tlsBytes:
            append([0x16, 0x03, 0x01, 0x02], to: &log)
            status = 400
        }
        log.append(contentsOf: "\" ".utf8)
        Digits.append(status, to: &log)
        log.append(UInt8(ascii: " "))
        Digits.append(request.size, to: &log)
    }

    /// ` "referer" "agent"`
    func appendReader(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: " \"".utf8)
        log.append(contentsOf: request.referer)
        log.append(contentsOf: "\" \"".utf8)
        log.append(contentsOf: request.agent)
        log.append(UInt8(ascii: "\""))
    }

    private func append(_ bytes: [UInt8], to log: inout [UInt8]) {
        guard escape != .none, bytes.contains(where: Self.needsEscape) else { return log.append(contentsOf: bytes) }
        for byte in bytes {
            if !Self.needsEscape(byte) {
                log.append(byte)
            } else if escape == .apache, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                log += [UInt8(ascii: "\\"), byte]
            } else {
                let digits = String(byte, radix: 16, uppercase: escape == .nginx)
                log.append(contentsOf: (byte < 16 ? "\\x0" : "\\x").utf8)
                log.append(contentsOf: digits.utf8)
            }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
