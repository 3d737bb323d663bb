/// The key of a link in a dated tally: hour (4 bytes), zero (4), then the link.
enum LinkKey {
    static let headerSize = 8

    static func appendHeader(hour: UTCHour, to keys: inout ScratchBuffer) { keys.append(word: hour.keyWord) }

    static func hour(_ key: RawSpan) -> UTCHour { UTCHour(rawValue: Int32(bitPattern: key.word32(at: 0))) }

    /// Where the link stands in the key. O(1).
    static func link(_ key: RawSpan) -> Range<Int> { headerSize..<key.byteCount }
}
