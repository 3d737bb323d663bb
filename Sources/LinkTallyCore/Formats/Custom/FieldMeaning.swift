/// What a field of a custom format says.
enum FieldMeaning: UInt8, Sendable {
    /// Nothing that is read.
    case other
    /// `METHOD target HTTP/1.1`.
    case request
    /// The request target, or its path and query.
    case target
    /// A host and, right behind it, a request target.
    case hostAndTarget
    /// The target without its query.
    case path
    /// The query, with or without its question mark.
    case query
    /// A question mark where there is a query, else nothing.
    case questionMark
    /// `dd/Mon/yyyy:hh:mm:ss +zzzz`.
    case localTime
    /// ISO 8601.
    case isoTime
    /// Seconds, milliseconds or microseconds since 1970.
    case epochTime
    case status
    case host
    case userAgent

    /// Whether it is looked at.
    var saysSomething: Bool { self != .other && self != .questionMark }

    /// Whether it is looked at in every line.
    var isWanted: Bool { saysSomething && self != .userAgent }

    /// Whether it has a query in it, or may have.
    var hasQuery: Bool { self == .request || self == .target || self == .hostAndTarget || self == .query }

    /// Whether it tells when the request was served.
    var isTime: Bool { self == .localTime || self == .isoTime || self == .epochTime }
}
