/// What shippers and runtimes put in front of a server's line, or around it. Of these a line has two at most.
package enum Envelope: String, Sendable, CaseIterable {
    /// RFC 3164: `<PRI>` or not, `Nov 30 10:00:00 host tag[pid]: `; journald's short output looks the same.
    case syslog
    /// RFC 5424: `<PRI>1 2026-11-30T10:00:00Z host app pid msgid [data] `.
    case syslog5424 = "syslog-5424"
    /// What rsyslog writes into files by default, and journald as `short-iso`: `2026-11-30T10:00:00+00:00 host tag: `.
    case syslogISO = "syslog-iso"
    /// Logs of containers below Kubernetes: `2026-11-30T10:00:00.123456789Z stdout F `.
    case cri
    /// `docker compose logs`: `web-1  | `.
    case compose
    /// `kubectl logs --prefix`: `[pod/name/container] `.
    case kubectl
    /// A time alone, `2026-11-30T10:00:00.123Z `: `--timestamps`, exports of CloudWatch Logs.
    case timestamp
    /// Docker's json-file.
    case dockerJSON = "docker-json"
    /// `journalctl -o json`.
    case journald = "journald-json"
    /// `logcli query -o jsonl`.
    case loki = "loki-json"

    /// Envelopes that a line may have.
    package static let limit = 2

    /// The order in which recognition asks: one that reads another's lines stands behind it.
    static let ordered: [Envelope] = [
        .syslog5424, .cri, .syslogISO, .syslog, .kubectl, .compose, .timestamp, .dockerJSON, .journald, .loki,
    ]

    package var name: String { rawValue }

    /// What `--help` says of it.
    package var summary: String {
        switch self {
        case .syslog: "Nov 30 10:00:00 host tag[pid]: in front (RFC 3164, journalctl)"
        case .syslog5424: "<PRI>1 and an ISO time in front (RFC 5424)"
        case .syslogISO: "an ISO time, host and tag in front (rsyslog's files)"
        case .cri: "containers below Kubernetes: an ISO time, stdout F in front"
        case .compose: "docker compose logs: name-1 | in front"
        case .kubectl: "kubectl logs --prefix: [pod/name/container] in front"
        case .timestamp: "an ISO time in front (--timestamps, CloudWatch Logs exports)"
        case .dockerJSON: "docker's json-file"
        case .journald: "journalctl -o json"
        case .loki: "logcli query -o jsonl"
        }
    }

    /// Whether the line is a string of a JSON object; else it stands as it is behind a prefix.
    var isJSON: Bool { self == .dockerJSON || self == .journald || self == .loki }

    /// Whether runtimes cut long lines into pieces that have an envelope each, so that what a line is depends on the line before.
    package var hasPieces: Bool { self == .cri || self == .dockerJSON }

    /// Names with commas between them, the outermost first; nil where one is unknown, stands twice, or there are too many.
    package static func list(_ text: String) -> [Envelope]? {
        let names = text.split(separator: ",", omittingEmptySubsequences: false)
        let envelopes = names.compactMap { Envelope(rawValue: String($0)) }
        return envelopes.count == names.count && names.count <= limit && Set(names).count == names.count
            ? envelopes : nil
    }
}

/// What stands at a place where a line in its envelope should.
enum EnvelopeFinding: Sendable {
    /// The line.
    case line(Range<Int>)
    /// A piece of a line that is longer than the runtime writes at once.
    case piece
    /// Something without the envelope.
    case stranger
}
