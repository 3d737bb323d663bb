/// The key of a touch in a dated tally: second (8 bytes), attribution row (4), zero (4), then the reference.
enum TouchKey {
    static let headerSize = 16
    /// Where the row's number stands in a key.
    static let rowOffset = 8

    /// Appends what stands before the reference, the row still missing.
    static func appendHeader(second: Int64, to keys: inout ScratchBuffer) {
        keys.append(word: UInt64(bitPattern: second))
        keys.append(word: 0)
    }

    /// Seconds since 0001-01-01T00:00:00; `Int64.max` where the time is unknown.
    static func second(_ key: RawSpan) -> Int64 { Int64(bitPattern: key.word64(at: 0)) }

    static func row(_ key: RawSpan) -> UInt32 { key.word32(at: rowOffset) }

    /// Where the reference stands in the key. O(1).
    static func reference(_ key: RawSpan) -> Range<Int> { headerSize..<key.byteCount }
}
