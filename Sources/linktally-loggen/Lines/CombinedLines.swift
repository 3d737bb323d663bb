/// The fields that the formats of the combined family share.
struct CommonFields {
    /// How an origin writes a byte of a request that cannot stand in the quoted field as it is.
    enum Escape { case apache, nginx, none }

    private let escape: Escape
    private var time: MemoText

    init(_ escape: Escape, zoneHours: Int) {
        self.escape = escape
        time = MemoText { LogTime.bracketed($0, zoneHours: zoneHours) }
    }

    /// `client - - [time] "request" status size`
    mutating func append(_ request: LogRequest, user: String = "-", to log: inout [UInt8]) {
        log.append(contentsOf: request.client)
        log.append(contentsOf: " - ".utf8)
        log.append(contentsOf: user.utf8)
        log.append(UInt8(ascii: " "))
        log.append(contentsOf: time.bytes(request.time))
        log.append(contentsOf: " \"".utf8)
        switch request.shape {
        case .normal, .noVersion:
            log.append(contentsOf: "\(request.method) ".utf8)
            append(request.target, to: &log)
            if request.shape == .normal { log.append(contentsOf: " HTTP/1.1".utf8) }
        case .noRequest: log.append(UInt8(ascii: "-"))
        case .tlsBytes: append([0x16, 0x03, 0x01, 0x02], to: &log)
        }
        log.append(contentsOf: "\" ".utf8)
        Digits.append(request.loggedStatus, to: &log)
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
                log.append(contentsOf: "\\x".utf8)
                Digits.appendHex(byte: byte, uppercase: escape == .nginx, to: &log)
            }
        }
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}

/// Apache combined.
struct CombinedLine: LogLine {
    static let name = "combined"
    static let typicalSize = 254
    private var fields = CommonFields(.apache, zoneHours: 0)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}

/// Apache common: without Referer and User-Agent.
struct CommonLine: LogLine {
    static let name = "common"
    static let typicalSize = 130
    private var fields = CommonFields(.apache, zoneHours: 1)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        fields.append(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}

/// Debian's vhost_combined: the virtual host and its port in front.
struct VhostCombinedLine: LogLine {
    static let name = "vhost_combined"
    static let typicalSize = 265
    private var fields = CommonFields(.apache, zoneHours: 0)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        log.append(contentsOf: request.host)
        log.append(contentsOf: ":443 ".utf8)
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}

/// nginx's default `combined`.
struct NginxLine: LogLine {
    static let name = "nginx"
    static let typicalSize = 254
    private var fields = CommonFields(.nginx, zoneHours: 2)

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        // nginx logs an empty request where Apache logs a dash; its status is 400, and a dash says the same here.
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: "\n"))
    }
}

/// Traefik's common log format: nothing is escaped; a count, router, server and duration at the end.
struct TraefikLine: LogLine {
    static let name = "traefik"
    static let typicalSize = 300
    private var fields = CommonFields(.none, zoneHours: 0)
    private var count = 0

    mutating func append(_ request: LogRequest, to log: inout [UInt8]) {
        count += 1
        fields.append(request, to: &log)
        fields.appendReader(request, to: &log)
        log.append(UInt8(ascii: " "))
        Digits.append(count, to: &log)
        log.append(contentsOf: " \"web@docker\" \"http://10.0.0.3:8080\" ".utf8)
        Digits.append(request.duration, to: &log)
        log.append(contentsOf: "ms\n".utf8)
    }
}

/// One URL a line.
struct URLLine: LogLine {
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
