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
    /// Index of the input of the first line that has it.
    package let exampleInput: Int
    /// That line, from 1.
    package let exampleLine: Int

    @_lifetime(copy link, copy key)
    init(link: RawSpan, key: RawSpan, counts: RejectionCounts, line: Int) {
        self.link = link
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        value = key.extracting(RejectionKey.headerSize..<key.byteCount)
        hits = counts.hits
        exampleInput = Int(counts.example.input)
        exampleLine = line
    }
}
