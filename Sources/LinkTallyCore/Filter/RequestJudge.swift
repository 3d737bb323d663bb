/// A filter at work, one per worker: what it remembers from request to request.
struct RequestJudge: ~Copyable {
    /// Whether anything can be filtered.
    let isActive: Bool
    private let statuses: StatusSet?
    private let link: LinkPattern?
    private let bots: BotPolicy
    private let hasTimeBound: Bool
    private let from: Int64
    private let to: Int64
    private var memo: BotMemo
    private var built = ScratchBuffer(capacity: 1024)

    init(_ filter: RequestFilter) {
        isActive = filter.isActive
        statuses = filter.statuses
        link = filter.link
        bots = filter.bots
        memo = BotMemo(isUsed: filter.bots != .include)
        hasTimeBound = filter.fields.contains(.time)
        from = filter.from?.second ?? .min
        to = filter.to?.second ?? .max
    }

    /// Whether a request counts, as far as its time and status say. O(1).
    @inline(__always)
    func passesTimeAndStatus(_ request: borrowing LocatedRequest) -> Bool {
        if hasTimeBound {
            let second = request.time.secondsSinceYearOne
            guard request.time.hour != .unknown, second >= from, second < to else { return false }
        }
        if let statuses, !statuses.contains(request.status) { return false }
        return true
    }

    /// Whether links are looked at.
    var asksForLink: Bool {
        @inline(__always) get { link != nil }
    }

    /// Whether user agents are looked at.
    var asksForUserAgent: Bool {
        @inline(__always) get { bots != .include }
    }

    /// Whether the link of a request counts. O(link).
    ///
    /// - Parameters:
    ///   - bytes: Where target and query stand.
    ///   - window: Where the host stands.
    mutating func passesLink(_ request: borrowing LocatedRequest, in bytes: RawSpan, window: RawSpan) -> Bool {
        guard let link else { return true }
        let path = request.target.lowerBound..<request.endOfPath(in: bytes)
        if link.isForPath { return link.pattern.matches(bytes, LinkLocator.pathAlone(bytes, path)) }
        built.removeAll()
        if let plain = LinkLocator.locate(bytes, path: path, host: request.host, window: window, built: &built) {
            return link.pattern.matches(bytes, plain)
        }
        return link.pattern.matches(built.bytes, 0..<built.count)
    }

    /// Whether the link of a request counts whose target stands in `unescaped`; its host stands there, too, or in `window`.
    /// O(link).
    mutating func passesLink(
        _ request: borrowing LocatedRequest, in unescaped: borrowing ScratchBuffer, window: RawSpan
    ) -> Bool {
        passesLink(request, in: unescaped.bytes, window: request.isHostUnescaped ? unescaped.bytes : window)
    }

    /// Whether the user agent in `range` of `unescaped` counts. O(range).
    mutating func passesUserAgent(in unescaped: borrowing ScratchBuffer, _ range: Range<Int>) -> Bool {
        passesUserAgent(in: unescaped.bytes, range)
    }

    /// Whether the user agent in `range` counts. O(range).
    mutating func passesUserAgent(in bytes: RawSpan, _ range: Range<Int>) -> Bool {
        BotList.standard.hasMatch(in: bytes, range, memo: &memo) == (bots == .only)
    }
}
