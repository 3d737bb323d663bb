/// The balance of lines: every line is counted once.
package struct LineCounts: Sendable, Equatable {
    /// Empty, or only spaces and tabs.
    package var blank = 0
    /// About the log itself.
    package var directive = 0
    /// Not of the shape of the format, or longer than 8 MiB.
    package var malformed = 0
    /// Of the right shape, without a request target.
    package var noTarget = 0
    /// Left out by a filter.
    package var filtered = 0
    /// Requests that were looked at.
    package var requests = 0

    /// All lines.
    package var total: Int { blank + directive + malformed + noTarget + filtered + requests }

    package init() {}

    package static func += (a: inout LineCounts, b: LineCounts) {
        a.blank += b.blank
        a.directive += b.directive
        a.malformed += b.malformed
        a.noTarget += b.noTarget
        a.filtered += b.filtered
        a.requests += b.requests
    }

    /// Lines that a request could stand in: neither blank nor about the log itself.
    package var judged: Int { total - blank - directive }
}

/// Counts of a piece of an input, such as a segment, for what is said of the input itself.
package struct InputCounts: Sendable {
    package var lines = LineCounts()
    /// Malformed lines that another format fits; looked for where a run asks for it.
    package var foreign = 0
    /// Requests whose time cannot be read.
    package var untimed = 0
    /// Malformed lines that are pieces of longer ones.
    package var pieces = 0

    package init() {}

    package static func += (a: inout InputCounts, b: InputCounts) {
        a.lines += b.lines
        a.foreign += b.foreign
        a.untimed += b.untimed
        a.pieces += b.pieces
    }

    fileprivate static func -= (a: inout InputCounts, b: InputCounts) {
        a.lines.blank -= b.lines.blank
        a.lines.directive -= b.lines.directive
        a.lines.malformed -= b.lines.malformed
        a.lines.noTarget -= b.lines.noTarget
        a.lines.filtered -= b.lines.filtered
        a.lines.requests -= b.lines.requests
        a.foreign -= b.foreign
        a.untimed -= b.untimed
        a.pieces -= b.pieces
    }

    /// What was counted since the counts were `before`.
    func since(_ before: InputCounts) -> InputCounts {
        var counts = self
        counts -= before
        return counts
    }
}

/// Requests by what their query has.
package struct RequestCounts: Sendable, Equatable {
    /// With a query that is not empty.
    package var withQuery: UInt64 = 0
    /// With at least one value that is kept.
    package var tagged: UInt64 = 0
    /// Of the requests with at least one of the six names.
    package var outcomes = Outcomes()
    /// With at least one of the six names, and no value that is kept.
    package var lostAll: UInt64 { outcomes.requests - min(tagged, outcomes.requests) }

    package init() {}

    static func += (a: inout RequestCounts, b: RequestCounts) {
        a.withQuery += b.withQuery
        a.tagged += b.tagged
        a.outcomes += b.outcomes
    }
}

/// What became of requests with at least one of the six names, overall or of one link (rule R17).
package struct Outcomes: BitwiseCopyable, Sendable, Equatable {
    /// Requests with at least one of the six names.
    package var requests: UInt64 = 0
    /// At least one UTM code is kept.
    package var attributed: UInt64 = 0
    /// At least one name's value is dropped.
    package var withRejection: UInt64 = 0
    /// UTM codes are there, none is kept.
    package var lostAttribution: UInt64 = 0
    /// A `client_reference_id` is there and dropped.
    package var lostReference: UInt64 = 0

    package init() {}

    /// Counts one request.
    @inline(__always)
    mutating func add(_ outcome: QueryOutcome) {
        requests &+= 1
        attributed &+= outcome.isAttributed ? 1 : 0
        guard outcome.hasRejection else { return }
        withRejection &+= 1
        lostAttribution &+= outcome.lostAttribution ? 1 : 0
        lostReference &+= outcome.lostReference ? 1 : 0
    }

    static func += (a: inout Outcomes, b: Outcomes) {
        a.requests += b.requests
        a.attributed += b.attributed
        a.withRejection += b.withRejection
        a.lostAttribution += b.lostAttribution
        a.lostReference += b.lostReference
    }
}
