/// Requests with one reference in one second, for one link, with the same UTM codes; lent for the time of a call.
package struct DatedTouch: ~Escapable {
    package let reference: RawSpan
    /// Seconds since 0001-01-01T00:00:00; `Int64.max` where the time is unknown.
    package let second: Int64
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    /// The number that `numberCodes` gave it.
    package let codes: UInt32
    package let hits: UInt64

    @_lifetime(copy reference)
    init(reference: RawSpan, second: Int64, link: UInt32, codes: UInt32, hits: UInt64) {
        self.reference = reference
        self.second = second
        self.link = link
        self.codes = codes
        self.hits = hits
    }
}
