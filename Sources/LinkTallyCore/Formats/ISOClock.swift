/// Reads times as ISO 8601 writes them, `YYYY-MM-DD`, `T` or a space, `hh:mm:ss`, a fraction and a zone, both of which may
/// be missing (without a zone it is UTC).
///
/// The day is nearly always that of the line before: ten bytes are compared with a memo.
struct ISOClock {
    private var memoStart: UInt64 = 0  // YYYY-MM-
    private var memoEnd: UInt16 = 0  // DD
    /// Minutes since 0001-01-01T00:00 at which the memo's day began. The memo begins as ten zero bytes, which are no date.
    private var memoMinutes: Int?

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
        return Self.time(bytes, time, ofDayAt: minutes)
    }

    /// Minutes since 0001-01-01T00:00 at which the day of `date` begins; nil where it is none. O(1).
    @inline(__always)
    mutating func minutes(_ bytes: RawSpan, _ date: Range<Int>) -> Int? {
        guard date.count == 10 else { return nil }
        let start = bytes.word64(at: date.lowerBound)
        let end = UInt16(bytes.byte(at: date.lowerBound &+ 8)) | UInt16(bytes.byte(at: date.lowerBound &+ 9)) &<< 8
        if start == memoStart, end == memoEnd { return memoMinutes }
        guard let day = Self.day(bytes, at: date.lowerBound) else { return nil }
        let minutes = day * 24 * 60
        (memoStart, memoEnd, memoMinutes) = (start, end, minutes)
        return minutes
    }

    /// The time of day in `field`, on the day that began at `minutes`; unknown where it is none. O(field).
    @inline(__always)
    static func time(_ bytes: RawSpan, _ field: Range<Int>, ofDayAt minutes: Int) -> RequestTime {
        let start = field.lowerBound
        guard field.count >= 8, bytes.byte(at: start &+ 2) == UInt8(ascii: ":"),
            bytes.byte(at: start &+ 5) == UInt8(ascii: ":"), let hour = twoDigits(bytes, start), hour < 24,
            let minute = twoDigits(bytes, start &+ 3), minute < 60, let second = twoDigits(bytes, start &+ 6),
            let zone = zone(bytes, start &+ 8..<field.upperBound)
        else { return .unknown }
        // A leap second counts as the second before it.
        return RequestTime(minutes: minutes &+ hour &* 60 &+ minute &- zone, second: min(second, 59))
    }

    /// Minutes east of UTC of what stands behind the seconds: a fraction, `Z` or a zone, or nothing; nil where it is
    /// something else.
    @inline(__always)
    private static func zone(_ bytes: RawSpan, _ field: Range<Int>) -> Int? {
        var index = field.lowerBound
        guard index < field.upperBound else { return 0 }
        if bytes.byte(at: index) == UInt8(ascii: ".") || bytes.byte(at: index) == UInt8(ascii: ",") {
            index &+= 1
            let digits = index
            while index < field.upperBound, bytes.byte(at: index) &- 0x30 < 10 { index &+= 1 }
            guard index > digits else { return nil }
            guard index < field.upperBound else { return 0 }
        }
        let sign = bytes.byte(at: index)
        if sign == UInt8(ascii: "Z") { return index &+ 1 == field.upperBound ? 0 : nil }
        return offset(bytes, index &+ 1..<field.upperBound, sign)
    }

    /// `hhmm` or `hh:mm` behind a sign.
    @inline(never)
    private static func offset(_ bytes: RawSpan, _ digits: Range<Int>, _ sign: UInt8) -> Int? {
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), digits.count == 4 || digits.count == 5 else {
            return nil
        }
        if digits.count == 5, bytes.byte(at: digits.lowerBound + 2) != UInt8(ascii: ":") { return nil }
        guard let hours = twoDigits(bytes, digits.lowerBound), let minutes = twoDigits(bytes, digits.upperBound - 2),
            hours * 60 + minutes < 24 * 60
        else { return nil }
        return sign == UInt8(ascii: "+") ? hours * 60 + minutes : -(hours * 60 + minutes)
    }

    @inline(never)
    private static func day(_ bytes: RawSpan, at start: Int) -> Int? {
        guard let century = twoDigits(bytes, start), let year = twoDigits(bytes, start + 2),
            bytes.byte(at: start + 4) == UInt8(ascii: "-"), let month = twoDigits(bytes, start + 5),
            bytes.byte(at: start + 7) == UInt8(ascii: "-"), let day = twoDigits(bytes, start + 8)
        else { return nil }
        return CivilDate.day(year: century * 100 + year, month: month, day: day)
    }

    @inline(__always)
    private static func twoDigits(_ bytes: RawSpan, _ index: Int) -> Int? {
        let (tens, ones) = (bytes.byte(at: index) &- 0x30, bytes.byte(at: index &+ 1) &- 0x30)
        return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : nil
    }
}
