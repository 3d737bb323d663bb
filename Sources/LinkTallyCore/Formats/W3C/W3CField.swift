/// The fields of W3C extended logs that are read: at most sixteen, numbered from 0.
enum W3CField: UInt8, CaseIterable {
    case date, time, status, serverHost, edgeHost, hostHeader, stem, query, userAgent

    /// The name in a `#Fields` line.
    var name: StaticString {
        switch self {
        case .date: "date"
        case .time: "time"
        case .status: "sc-status"
        case .serverHost: "cs-host"
        case .edgeHost: "x-host-header"
        case .hostHeader: "cs(Host)"
        case .stem: "cs-uri-stem"
        case .query: "cs-uri-query"
        case .userAgent: "cs(User-Agent)"
        }
    }
}
