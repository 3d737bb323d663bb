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
