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
}
