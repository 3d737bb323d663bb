/// A rejection of one hour, lent for the time of a call.
package struct DatedRejection: ~Escapable {
    package let hour: UTCHour
    /// The number that `numberLinks` gave it.
    package let link: UInt32
    package let parameter: Parameter
    package let reason: RejectionReason
    /// At most 256 bytes of the raw value, valid UTF-8.
    package let value: RawSpan
    package let hits: UInt64
    /// The first line that has it.
    package let example: LinePlace

    @_lifetime(copy value)
    init(hour: UTCHour, link: UInt32, key: RawSpan, value: RawSpan, counts: RejectionCounts) {
        self.hour = hour
        self.link = link
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        self.value = value
        hits = counts.hits
        example = counts.example
    }
}
