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

    @_lifetime(copy link, copy key)
    init(link: RawSpan, key: RawSpan, counts: RowCounts) {
        hour = RowKey.hour(key)
        self.link = OtherValue.shown(link)
        isLinkFolded = OtherValue.isText(link, 0..<link.byteCount)
        self.key = key
        hits = counts.hits
        errors = counts.errors
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
