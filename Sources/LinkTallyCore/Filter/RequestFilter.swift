/// Which requests are counted; all others are counted as filtered.
package struct RequestFilter: Sendable {
    /// Requests before it are filtered, as are those without a readable time.
    package var from: TimeBound?
    /// Requests at it and behind it are filtered, as are those without a readable time.
    package var to: TimeBound?
    /// Requests with other statuses are filtered, as are those without one.
    package var statuses: StatusSet?
    /// Requests for other links are filtered.
    package var link: LinkPattern?
    package var bots = BotPolicy.include

    package init() {}

    /// Whether anything can be filtered.
    package var isActive: Bool { link != nil || !fields.isEmpty }

    /// What a line must have for the filter to judge it.
    package var fields: RequestFields {
        var fields: RequestFields = []
        if from != nil || to != nil { fields.insert(.time) }
        if statuses != nil { fields.insert(.status) }
        if bots != .include { fields.insert(.userAgent) }
        return fields
    }
}
