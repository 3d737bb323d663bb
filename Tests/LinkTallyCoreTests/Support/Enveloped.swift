@testable import LinkTallyCore

/// Lines as shippers and runtimes write them.
enum Enveloped {
    static func line(_ line: String, _ envelope: Envelope) -> String {
        let time = "2026-11-30T10:00:00.123456789Z"
        return switch envelope {
        case .syslog: "<190>Nov 30 10:00:00 web1 nginx[12]: \(line)"
        case .syslog5424: #"<190>1 \#(time) web1 nginx 12 access [x@32473 k="a\"b]"] \#(line)"#
        case .syslogISO: "2026-11-30T10:00:00.123456+00:00 web1 nginx: \(line)"
        case .cri: "\(time) stdout F \(line)"
        case .compose: "web-1  | \(line)"
        case .kubectl: "[pod/web-7d9c/nginx] \(line)"
        case .timestamp: "\(time) \(line)"
        case .dockerJSON: #"{"log":"\#(escaped(line))\n","stream":"stdout","time":"\#(time)"}"#
        case .journald: #"{"_HOSTNAME":"web1","MESSAGE":"\#(escaped(line))","__REALTIME_TIMESTAMP":"1796032800000000"}"#
        case .loki: #"{"labels":{"app":"web"},"line":"\#(escaped(line))","timestamp":"\#(time)"}"#
        }
    }

    private static func escaped(_ line: String) -> String {
        line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }
}
