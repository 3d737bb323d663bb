/// Reads times as ISO 8601 writes them, `YYYY-MM-DD`, `T` or a space, `hh:mm:ss`, a fraction and a zone, both of which may
/// be missing: without a zone it is a time of `assumed`.
///
/// The day is nearly always that of the line before: ten bytes are compared with a memo.
struct ISOClock {
    private var memoStart: UInt64 = 0  // YYYY-MM-
    private var memoEnd: UInt16 = 0  // DD
    /// Minutes since 0001-01-01T00:00 at which the memo's day began. The memo begins as ten zero bytes, which are no date.
    private var memoMinutes: Int?
    /// Whether a date may also be `YYYY/MM/DD`, as Go's loggers write it.
    private let allowsSlashes: Bool
    /// Whose times those without a zone are.
    var assumed = AssumedZone.utc

    init(allowsSlashes: Bool = false) { self.allowsSlashes = allowsSlashes }

    /// The time that fills `field`; unknown where it is none. O(field).
    @inline(__always)
    mutating func read(_ bytes: RawSpan, _ field: Range<Int>) -> RequestTime {
        guard field.count >= 19 else { return .unknown }
        let separator = bytes.byte(at: field.lowerBound &+ 10)
        guard separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return .unknown }
        return read(
            bytes, date: field.lowerBound..<field.lowerBound &+ 10, time: field.lowerBound &+ 11..<field.upperBound)
    }

    /// The time of two fields, one with the date, one with the time of day; unknown where they are none. O(fields).
    @inline(__always)
    mutating func read(_ bytes: RawSpan, date: Range<Int>, time: Range<Int>) -> RequestTime {
        guard let minutes = minutes(bytes, date) else { return .unknown }
        return self.time(bytes, time, ofDayAt: minutes)
    }

    /// Minutes since 0001-01-01T00:00 at which the day of `date` begins; nil where it is none. O(1).
    @inline(__always)
    mutating func minutes(_ bytes: RawSpan, _ date: Range<Int>) -> Int? {
        guard date.count == 10 else { return nil }
        let start = bytes.word64(at: date.lowerBound)
        let end = UInt16(bytes.byte(at: date.lowerBound &+ 8)) | UInt16(bytes.byte(at: date.lowerBound &+ 9)) &<< 8
        if start == memoStart, end == memoEnd { return memoMinutes }
        guard let day = day(bytes, at: date.lowerBound) else { return nil }
        let minutes = day * 24 * 60
        (memoStart, memoEnd, memoMinutes) = (start, end, minutes)
        return minutes
    }

    /// The time of day in `field`, on the day that began at `minutes`; unknown where it is none. O(field).
    @inline(__always)
    mutating func time(_ bytes: RawSpan, _ field: Range<Int>, ofDayAt minutes: Int) -> RequestTime {
        let start = field.lowerBound
        guard field.count >= 8, bytes.byte(at: start &+ 2) == UInt8(ascii: ":"),
            bytes.byte(at: start &+ 5) == UInt8(ascii: ":"), let hour = TwoDigits.value(bytes, start), hour < 24,
            let minute = TwoDigits.value(bytes, start &+ 3), minute < 60,
            let second = TwoDigits.value(bytes, start &+ 6),
            let zone = Self.startOfZone(bytes, start &+ 8..<field.upperBound)
        else { return .unknown }
        let local = minutes &+ hour &* 60 &+ minute
        // A leap second counts as the second before it.
        guard zone < field.upperBound else { return assumed.time(ofLocal: local &* 60 &+ min(second, 59)) }
        guard let offset = ZoneField.minutes(bytes, zone..<field.upperBound) else { return .unknown }
        return RequestTime(minutes: local &- offset, second: min(second, 59))
    }

    /// Where a fraction behind the seconds ends; nil where there is a point or comma without digits.
    @inline(__always)
    private static func startOfZone(_ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        var index = field.lowerBound
        guard index < field.upperBound,
            bytes.byte(at: index) == UInt8(ascii: ".") || bytes.byte(at: index) == UInt8(ascii: ",")
        else { return index }
        index &+= 1
        let digits = index
        while index < field.upperBound, bytes.byte(at: index) &- 0x30 < 10 { index &+= 1 }
        return index > digits ? index : nil
    }

    @inline(never)
    private func day(_ bytes: RawSpan, at start: Int) -> Int? {
        let mark = bytes.byte(at: start + 4)
        guard mark == UInt8(ascii: "-") || allowsSlashes && mark == UInt8(ascii: "/"),
            bytes.byte(at: start + 7) == mark,
            let century = TwoDigits.value(bytes, start), let year = TwoDigits.value(bytes, start + 2),
            let month = TwoDigits.value(bytes, start + 5), let day = TwoDigits.value(bytes, start + 8)
        else { return nil }
        return CivilDate.day(year: century * 100 + year, month: month, day: day)
    }
}
