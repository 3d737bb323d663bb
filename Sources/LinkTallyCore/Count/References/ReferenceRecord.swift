/// The first request of a reference, as bytes: second (8), input, segment, line (4 each), length of the link (4), link, and
/// the key of its attribution row, whose number of the link says nothing here.
enum ReferenceRecord {
    private static let headerSize = 24

    /// Appends the record of `touch` to `target`. O(link + key).
    static func append(_ touch: ReferenceTouch, link: RawSpan, key: RawSpan, to target: inout ScratchBuffer) {
        target.append(word: UInt64(bitPattern: touch.second))
        target.append(word: UInt64(touch.place.input) | UInt64(touch.place.segment) << 32)
        let start = target.count
        target.append(word: UInt64(touch.place.line))
        UTF8Repair.append(link, 0..<link.byteCount, to: &target)
        target.replace(word: UInt32(target.count - start - 8), at: start + 4)
        target.append(key, 0..<key.byteCount)
    }

    /// When and where the request was; hits and row are not known. O(1).
    static func touch(_ record: RawSpan) -> ReferenceTouch {
        var touch = ReferenceTouch()
        touch.second = Int64(bitPattern: record.word64(at: 0))
        touch.place = LinePlace(
            input: record.word32(at: 8), segment: record.word32(at: 12), line: record.word32(at: 16))
        return touch
    }

    /// Hour, link and values of the request. O(1).
    @_lifetime(copy record)
    static func row(_ record: RawSpan) -> AttributionRow {
        let link = headerSize..<headerSize + Int(record.word32(at: 20))
        return AttributionRow(
            link: record.extracting(link), key: record.extracting(link.upperBound..<record.byteCount),
            counts: RowCounts())
    }
}
