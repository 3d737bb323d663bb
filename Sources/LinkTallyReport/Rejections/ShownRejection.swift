import LinkTallyCore

/// A rejection row as a report shows it, lent for the time of a call.
struct ShownRejection: ~Escapable {
    let link: RawSpan
    let parameter: Parameter
    let reason: RejectionReason
    /// The value as it stood in the log or, where values are redacted, its shape.
    let value: RawSpan
    let hits: UInt64
    /// Which of link and value stand for all that are not told apart any more.
    let folded: [Dimension]
    /// Index of the input of the first line that has it, and that line, from 1.
    let exampleInput: Int
    let exampleLine: Int

    @_lifetime(copy row)
    init(_ row: borrowing RejectionRow) {
        link = row.link
        parameter = row.parameter
        reason = row.reason
        value = row.value
        hits = row.hits
        folded = row.folded
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }

    @_lifetime(copy link, copy value)
    init(_ row: RedactedRejection, link: RawSpan, value: RawSpan) {
        self.link = link
        parameter = row.key.parameter
        reason = row.key.reason
        self.value = value
        hits = row.hits
        folded = row.key.folded
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }
}
