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
