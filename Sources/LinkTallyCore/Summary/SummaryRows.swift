/// One attribution row, lent for the time of a call.
package struct AttributionRow: ~Escapable {
    package let hour: UTCHour
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    private let isLinkFolded: Bool
    private let key: RawSpan
    package let hits: UInt64
    /// Hits with a status of 400 or more.
    package let errors: UInt64
    /// Hits of which a value was dropped beside those that were kept; nil where that is not known.
    package let withRejection: UInt64?

    @_lifetime(copy link, copy key)
    init(link: RawSpan, key: RawSpan, counts: RowCounts, knowsLosses: Bool = true) {
        hour = RowKey.hour(key)
        self.link = OtherValue.shown(link)
        isLinkFolded = OtherValue.isText(link, 0..<link.byteCount)
        self.key = key
        hits = counts.hits
        errors = counts.errors
        withRejection = knowsLosses ? counts.withRejection : nil
    }

    /// The dimensions of which the row stands for all values that are not told apart any more. O(1).
    package var folded: [Dimension] {
        var folded: [Dimension] = []
        for dimension in Dimension.allCases where isFolded(dimension) { folded.append(dimension) }
        return folded
    }

    private func isFolded(_ dimension: Dimension) -> Bool {
        switch dimension {
        case .link: isLinkFolded
        case .hour: hour == .other
        case .rejectedValue: false
        default: OtherValue.isAccepted(key, RowKey.value(Int(dimension.rawValue), of: key))
        }
    }

    /// The accepted value of a UTM code; `(other)` where it is folded; empty where it was absent or rejected. O(1).
    @_lifetime(copy self)
    package func value(of parameter: Parameter) -> RawSpan {
        key.extracting(RowKey.value(Int(parameter.rawValue), of: key))
    }
}

/// The outcomes of one link, lent for the time of a call.
package struct LinkRow: ~Escapable {
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    /// Whether these are all links that are not told apart any more.
    package let isFolded: Bool
    package let outcomes: Outcomes

    @_lifetime(copy link)
    init(link: RawSpan, outcomes: Outcomes) {
        self.link = OtherValue.shown(link)
        isFolded = OtherValue.isText(link, 0..<link.byteCount)
        self.outcomes = outcomes
    }
}

/// One reference with the attribution of its first request, lent for the time of a call.
package struct ReferenceRow: ~Escapable {
    package let reference: RawSpan
    package let hits: UInt64
    /// Hour, link and values of the first request; its counters are those of the row, not of the reference.
    package let first: AttributionRow

    @_lifetime(copy reference, copy first)
    init(reference: RawSpan, hits: UInt64, first: consuming AttributionRow) {
        self.reference = reference
        self.hits = hits
        self.first = first
    }
}

/// One rejection row, lent for the time of a call.
package struct RejectionRow: ~Escapable {
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    package let parameter: Parameter
    /// Never `.duplicate`: duplicates are only counted.
    package let reason: RejectionReason
    /// The value as it stood in the log, not form-decoded, at most 256 bytes of it, valid UTF-8.
    package let value: RawSpan
    package let hits: UInt64
    private let isLinkFolded: Bool
    private let isValueFolded: Bool
    /// Index of the input of the first line that has it.
    package let exampleInput: Int
    /// That line, from 1.
    package let exampleLine: Int

    /// Which of link and value stand for all that are not told apart any more.
    package var folded: [Dimension] { (isLinkFolded ? [.link] : []) + (isValueFolded ? [.rejectedValue] : []) }

    @_lifetime(copy link, copy key)
    init(link: RawSpan, key: RawSpan, counts: RejectionCounts, line: Int) {
        self.link = OtherValue.shown(link)
        isLinkFolded = OtherValue.isText(link, 0..<link.byteCount)
        isValueFolded = OtherValue.isText(key, RejectionKey.value(key))
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        value = OtherValue.shown(key.extracting(RejectionKey.value(key)))
        hits = counts.hits
        exampleInput = Int(counts.example.input)
        exampleLine = line
    }
}
