import LinkTallyCore

/// What a report shows.
package struct ReportOptions: Sendable {
    /// Entries of each list of values, attributions, rejections and links: those with the most hits; nil: all.
    package var top: Int?
    /// Whether rejected values, which can be personal data, are shown by their shape only.
    package var redactsRejected = false
    /// The time that the report is about; nil: all.
    package var period: ShownPeriod?
    /// Whose clocks show the times that the text has.
    package var zone = AssumedZone.utc
    /// The filters of the run, as they were given: `--status 2xx`.
    package var filters: [String] = []

    package init(top: Int? = nil, redactsRejected: Bool = false) {
        self.top = top
        self.redactsRejected = redactsRejected
    }

    /// Complete lists are ordered by key, shortened ones by hits.
    var order: RowOrder { top == nil ? .key : .hits }
}

/// The time that a report is about, where it is not all.
package struct ShownPeriod: Sendable {
    /// The first moment, ISO 8601; nil: from the beginning.
    package let from: String?
    /// The moment behind the last, ISO 8601; nil: to the end.
    package let to: String?
    /// Requests that are left out since their time is unknown.
    package let unknownRequests: UInt64

    package init(from: String?, to: String?, unknownRequests: UInt64) {
        self.from = from
        self.to = to
        self.unknownRequests = unknownRequests
    }

    /// In words: `from ... to ...`.
    package var words: String {
        [from.map { "from \($0)" }, to.map { "to \($0)" }].compactMap(\.self).joined(separator: " ")
    }

    /// What is to be known of the figures; a sentence a line.
    package var notes: [String] {
        unknownNotes + ["lines without a time are those of the logs with a request in this period"]
    }

    /// What is to be known of figures of requests alone.
    package var unknownNotes: [String] {
        guard unknownRequests > 0 else { return [] }
        let one = unknownRequests == 1
        return [
            "\(Figure.grouped(unknownRequests)) request\(one ? "" : "s") without a readable time \(one ? "is" : "are") left out"
        ]
    }

    /// The period as a member of a report.
    func write(to json: inout JSONWriter) throws {
        try json.object("period") { json in
            try json.member("from", from)
            try json.member("to", to)
            try json.member("unknown_hour_requests", unknownRequests)
        }
    }
}
