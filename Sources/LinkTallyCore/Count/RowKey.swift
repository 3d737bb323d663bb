/// What attribution rows tell requests apart by: the five UTM codes, the link, the hour.
///
/// A report that shows the sums of a few dimensions alone needs no row for each combination of all of them: the sums
/// are the same, and there are far fewer rows to find and to hold.
package struct RowDimensions: OptionSet, Sendable {
    /// Bit i for the dimension with raw value i.
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of `dimension` alone. Traps for one that rows do not have (`rejectedValue`).
    package init(_ dimension: Dimension) {
        precondition(dimension != .rejectedValue, "attribution rows have no rejected values")
        rawValue = 1 << dimension.rawValue
    }

    /// The dimensions of these UTM codes.
    init(codes: ParameterSet) { rawValue = codes.intersection(.utmCodes).rawValue }

    package static let source = RowDimensions(.source)
    package static let campaign = RowDimensions(.campaign)

    /// The attribution row of the data model: hour, link and all five codes.
    package static let all = RowDimensions(
        Dimension.allCases.filter { $0 != .rejectedValue }.map { RowDimensions($0) })

    /// The UTM codes of the set. O(1).
    @inline(__always)
    var codes: ParameterSet { ParameterSet(rawValue: rawValue & ParameterSet.utmCodes.rawValue) }

    /// Whether all of them are UTM codes, so that a report that shows each of them by itself can do with marginals.
    /// O(1).
    package var areCodes: Bool { rawValue == codes.rawValue }

    /// What of a link's number goes into a row's key: all of it, or nothing. O(1).
    @inline(__always)
    var linkMask: UInt32 { rawValue & Self.linkBit == 0 ? 0 : .max }

    /// What of an hour goes into a row's key: all of it, or nothing. O(1).
    @inline(__always)
    var hourMask: UInt64 { rawValue & Self.hourBit == 0 ? 0 : .max }

    private static let linkBit: UInt8 = 1 << Dimension.link.rawValue
    private static let hourBit: UInt8 = 1 << Dimension.hour.rawValue
}

/// The key of an attribution row: hour, link, five lengths, then the five values one behind the other.
///
/// One piece of bytes, so that a row costs one hash, one probe and one compare.
enum RowKey {
    /// Bytes before the values: hour (4), link (4), lengths (5), zero (3).
    static let headerSize = 16
    /// Bytes that a key of five accepted values takes at most, with what `ScratchBuffer.write` writes behind the last.
    @inline(__always)
    static var bound: Int { headerSize + 5 * Parameter.source.limit + ScratchBuffer.blockSize }
    /// Where the link's number stands in a key.
    static let linkOffset = 4
    /// The link's number in the key of a row that tells no links apart; that of no link.
    static let noLink: UInt32 = 0
    /// Where the five lengths stand in a key.
    static let lengthsOffset = 8

    /// Appends `key` with its link replaced: what a merge does when links have moved.
    static func append(_ key: RawSpan, relinked link: UInt32, to keys: inout ScratchBuffer) {
        keys.append(word: key.word64(at: 0) & 0xFFFF_FFFF | UInt64(link) &<< 32)
        keys.append(key, 8..<key.byteCount)
    }

    /// Appends `key` with its link replaced and with what `folding` takes of it; the values of folded UTM codes are
    /// noted.
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
            let length = folding.append(key, value, of: parameter, to: &keys)
            lengths |= UInt64(length) << UInt64(8 * index)
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
        for before in 0..<index { start += Int(key.byte(at: lengthsOffset + before)) }
        return start..<start + Int(key.byte(at: lengthsOffset + index))
    }
}

/// Counters of an attribution row. A row without hits is there only because a reference's first request names it.
struct RowCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Hits with a status of 400 or more.
    var errors: UInt64 = 0
    /// Hits of which a value was dropped beside those that were kept.
    var withRejection: UInt64 = 0

    static func += (sum: inout RowCounts, other: RowCounts) {
        sum.hits += other.hits
        sum.errors += other.errors
        sum.withRejection += other.withRejection
    }
}
