/// A rejected value over all links, lent for the time of a call.
package struct RejectedValueRow: ~Escapable {
    package let parameter: Parameter
    /// Never `.duplicate`: duplicates are only counted.
    package let reason: RejectionReason
    /// The value as it stood in the log, not form-decoded, at most 256 bytes of it, valid UTF-8.
    package let value: RawSpan
    package let hits: UInt64
    /// Whether the value stands for all that are not told apart any more.
    package let isFolded: Bool
    /// Links that have it.
    package let links: Int
    /// The link of the first line that has it.
    package let link: RawSpan
    /// Index of the input of that line.
    package let exampleInput: Int
    /// That line, from 1.
    package let exampleLine: Int

    @_lifetime(copy key, copy link)
    init(key: RawSpan, link: RawSpan, counts: RejectedValueCounts, line: Int) {
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        value = OtherValue.shown(key.extracting(RejectionKey.value(key)))
        hits = counts.hits
        links = Int(counts.links)
        self.link = OtherValue.shown(link)
        isFolded = OtherValue.isText(key, RejectionKey.value(key))
        exampleInput = Int(counts.example.input)
        exampleLine = line
    }
}
