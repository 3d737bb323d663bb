/// The key of an attribution row: hour, link, five lengths, then the five values one behind the other.
///
/// One piece of bytes, so that a row costs one hash, one probe and one compare.
enum RowKey {
    /// Bytes before the values: hour (4), link (4), lengths (5), zero (3).
    static let headerSize = 16
    /// Bytes that a key of five accepted values takes at most, with what `ScratchBuffer.write` writes behind the last.
    static let bound = headerSize + 5 * 150 + 32
    /// Where the link's number stands in a key.
    static let linkOffset = 4
    /// The link's number in the key of a row that tells no links apart; that of no link.
    static let noLink: UInt32 = 0
    /// Where the five lengths stand in a key.
    static let lengthsOffset = 8

    /// Appends a value with its escapes undone.
    @inline(never)
    static func appendDecoded(_ range: Range<Int>, in bytes: RawSpan, to keys: inout ScratchBuffer) {
        var decoder = FormDecoder(range)
        while let byte = decoder.next(in: bytes) { keys.append(byte) }
    }

    /// Appends `key` with its link replaced: what a merge does when links have moved.
    static func append(_ key: RawSpan, relinked link: UInt32, to keys: inout ScratchBuffer) {
        keys.append(word: key.word64(at: 0) & 0xFFFF_FFFF | UInt64(link) &<< 32)
        keys.append(key, 8..<key.byteCount)
    }

    /// Appends `key` with its link replaced and with what `folding` takes of it; the values of folded UTM codes are noted.
    static func append(
        _ key: RawSpan, relinked link: UInt32, folding: inout Folding, to keys: inout ScratchBuffer
    ) {
        keys.append(word: folding.hour(hour(key)).keyWord | UInt64(link) &<< 32)
        let lengthsOffset = keys.count
        keys.append(word: 0)
        var lengths: UInt64 = 0
        for parameter in Parameter.utmCodes {
            let index = Int(parameter.rawValue)
            let value = value(index, of: key)
            guard !value.isEmpty else { continue }
            if folding.takes(parameter, key, value) {
                keys.append(OtherValue.accepted)
                lengths |= UInt64(OtherValue.accepted.count) << UInt64(8 * index)
            } else {
                keys.append(key, value)
                lengths |= UInt64(value.count) << UInt64(8 * index)
            }
        }
        keys.replace(word: lengths, at: lengthsOffset)
    }

    static func hour(_ key: RawSpan) -> UTCHour { UTCHour(rawValue: Int32(bitPattern: key.word32(at: 0))) }

    static func link(_ key: RawSpan) -> UInt32 { key.word32(at: linkOffset) }

    /// Where the lengths and the values stand in the key: the same bytes for the same values. O(1).
    static func codes(_ key: RawSpan) -> Range<Int> { lengthsOffset..<key.byteCount }

    /// Where the value of a UTM code stands in the key. O(1).
    static func value(_ index: Int, of key: RawSpan) -> Range<Int> {
        var start = headerSize
        for before in 0..<index { start += Int(key.byte(at: 8 + before)) }
        return start..<start + Int(key.byte(at: 8 + index))
    }
}
