/// One attribution row, lent for the time of a call.
package struct AttributionRow: ~Escapable {
    package let hour: UTCHour
    /// Host and path as logged, valid UTF-8.
    package let link: RawSpan
    private let key: RawSpan
    package let hits: UInt64
    /// Hits with a status of 400 or more.
    package let errors: UInt64

    @_lifetime(copy link, copy key)
    init(link: RawSpan, key: RawSpan, counts: RowCounts) {
        hour = RowKey.hour(key)
        self.link = link
        self.key = key
        hits = counts.hits
        errors = counts.errors
    }

    /// The accepted value of a UTM code; empty where it was absent or rejected. O(1).
    @_lifetime(copy self)
    package func value(of parameter: Parameter) -> RawSpan {
        key.extracting(RowKey.value(Int(parameter.rawValue), of: key))
    }
}
