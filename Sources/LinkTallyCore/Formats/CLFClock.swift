/// Finds and reads `[dd/Mon/yyyy:hh:mm:ss +zzzz] "`, the time in front of the request in the combined family; S3's is
/// followed by a field without quotes.
///
/// The lines of a log come in order, so the day, the hour and the zone are nearly always those of the line before: they
/// are compared as three words with a memo, and only minutes and seconds are read, unless they are those of the line before.
struct CLFClock {
    /// Bytes from the `[` to the byte behind the `"`.
    static let length = 30

    /// Which bits of `+zzzz] "` are compared: not those of the quote where there is none.
    private let endMask: UInt64
    private var memoStart: UInt64 = 0  // [dd/Mon/
    private var memoMiddle: UInt64 = 0  // yyyy:hh:
    private var memoEnd: UInt64 = 0  // +zzzz] "
    /// The hour of UTC at minute 0 of the memo's hour, and the minutes of it that are over by then: not 0 in zones that
    /// are not whole hours away.
    private var memoHour: Int32 = 0
    private var memoMinute = 0
    /// What was read last from `mm:ss +z` within the memo's hour.
    private var memoClock: UInt64 = 0
    private var memoTime = RequestTime.unknown

    /// - Parameter isQuoted: Whether a quote must stand behind the time and a space.
    init(isQuoted: Bool = true) {
        endMask = isQuoted ? .max : .max &>> 8
        // The memo begins with an hour that there is: one of zeros would be that of thirty zero bytes.
        _ = readWhole(Array("[01/Jan/0001:01:00:00 +0000] \"".utf8).rawSpan, at: 0)
    }

    /// The first place in `start..<end` that has the shape of a time and a quote behind it, and that time, which may
    /// still be unknown (30 February). Nil where there is none. O(n).
    @inline(__always)
    mutating func find(in bytes: RawSpan, from start: Int, to end: Int) -> (open: Int, time: RequestTime)? {
        var index = start
        while true {
            index = bytes.firstIndex(of: UInt8(ascii: "["), from: index, to: end)
            guard index &+ Self.length <= end else { return nil }
            if let time = read(bytes, at: index) { return (index, time) }
            index &+= 1
        }
    }

    /// The time at `open`, or nil where the bytes there have another shape; reads `length` bytes. O(1).
    @inline(__always)
    mutating func read(_ bytes: RawSpan, at open: Int) -> RequestTime? {
        if bytes.word64(at: open) == memoStart, bytes.word64(at: open &+ 8) == memoMiddle,
            bytes.word64(at: open &+ 22) & endMask == memoEnd
        {
            let clock = bytes.word64(at: open &+ 16)  // mm:ss +z
            if clock == memoClock { return memoTime }
            if clock & 0xFF00_00FF_0000 == 0x2000_003A_0000,
                let digits = DecimalDigits.values(clock, places: 0xFF_FF00_FFFF), digits & 0xFF < 6
            {
                let minute = Self.number(digits)
                let second = Self.number(digits &>> 24)
                let minutes = memoMinute &+ minute
                let isNextHour = minutes >= 60
                memoClock = clock
                memoTime = RequestTime(
                    hour: UTCHour(rawValue: isNextHour ? memoHour &+ 1 : memoHour),
                    second: UInt16(truncatingIfNeeded: (isNextHour ? minutes &- 60 : minutes) &* 60 &+ min(second, 59)))
                return memoTime
            }
        }
        return readWhole(bytes, at: open)
    }

    /// The number that the values of two digits make, the first one lowest. O(1).
    @inline(__always)
    private static func number(_ digits: UInt64) -> Int {
        Int(truncatingIfNeeded: (digits & 0xFF) &* 10 &+ (digits &>> 8 & 0xFF))
    }

    @inline(never)
    private mutating func readWhole(_ bytes: RawSpan, at open: Int) -> RequestTime? {
        guard hasShape(bytes, at: open) else { return nil }
        let second = Self.number(bytes, open + 19, 2)
        let minute = Self.number(bytes, open + 16, 2)
        guard let minutes = Self.minutes(bytes, at: open), minute < 60 else { return .unknown }
        // The first and the last hour of the calendar have a neighbour outside of it, which the memo does not look for.
        if minutes >= 60, minutes / 60 + 1 < Int(UTCHour.range.upperBound) {
            memoStart = bytes.word64(at: open)
            memoMiddle = bytes.word64(at: open + 8)
            memoEnd = bytes.word64(at: open + 22) & endMask
            memoHour = Int32(minutes / 60)
            memoMinute = minutes % 60
            memoClock = 0
        }
        return RequestTime(minutes: minutes + minute, second: min(second, 59))
    }

    /// Whether the bytes at `open` look like a time: digits where digits stand, whatever they say.
    private func hasShape(_ bytes: RawSpan, at open: Int) -> Bool {
        var index = open
        for expected in "[dd/Mon/dddd:dd:dd:dd sdddd] \"".utf8 {
            let byte = bytes.byte(at: index)
            let fits =
                switch expected {
                case UInt8(ascii: "d"): UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                case UInt8(ascii: "M"): UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                case UInt8(ascii: "o"), UInt8(ascii: "n"): UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                case UInt8(ascii: "s"): byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                case UInt8(ascii: "\""): endMask != .max || byte == expected
                default: byte == expected
                }
            guard fits else { return false }
            index += 1
        }
        return true
    }

    /// Minutes since 0001-01-01T00:00 UTC at which the hour of the time at `open` began; nil for a day, hour or zone
    /// that does not exist. May lie outside the years 1 to 9999.
    private static func minutes(_ bytes: RawSpan, at open: Int) -> Int? {
        guard let month = month(bytes, at: open + 4),
            let day = CivilDate.day(
                year: number(bytes, open + 8, 4), month: month, day: number(bytes, open + 1, 2))
        else { return nil }
        let hour = number(bytes, open + 13, 2)
        let zone = number(bytes, open + 23, 2) * 60 + number(bytes, open + 25, 2)
        guard hour < 24, zone < 24 * 60 else { return nil }
        let isEast = bytes.byte(at: open + 22) == UInt8(ascii: "+")
        return (day * 24 + hour) * 60 + (isEast ? -zone : zone)
    }

    /// The number of an English month, as logs of every locale have it.
    static func month(_ bytes: RawSpan, at index: Int) -> Int? {
        var number = 0
        var matches = false
        var offset = 0
        for letter in "JanFebMarAprMayJunJulAugSepOctNovDec".utf8 {
            if offset == 0 { matches = true }
            matches = matches && letter == bytes.byte(at: index + offset)
            offset += 1
            if offset == 3 {
                number += 1
                offset = 0
                if matches { return number }
            }
        }
        return nil
    }

    private static func number(_ bytes: RawSpan, _ start: Int, _ width: Int) -> Int {
        var number = 0
        for index in start..<start + width { number = number * 10 + Int(bytes.byte(at: index)) - 0x30 }
        return number
    }
}

/// Reads `dd/Mon/yyyy:hh:mm:ss`, a fraction and a zone, both of which may be missing: without a zone it is a time of
/// `assumed`.
///
/// The day is nearly always that of the line before: twelve bytes are compared with a memo.
struct LocalClock {
    private var memoStart: UInt64 = 0  // dd/Mon/y
    private var memoEnd: UInt32 = 0  // yyy:
    /// Minutes since 0001-01-01T00:00 at which the memo's day began. The memo begins as zero bytes, which are no day.
    private var memoMinutes = 0
    private var clock = ISOClock()

    /// Whose times those without a zone are.
    var assumed: AssumedZone {
        get { clock.assumed }
        set { clock.assumed = newValue }
    }

    /// The time that fills `field`; unknown where it is none. O(field).
    @inline(__always)
    mutating func read(_ bytes: RawSpan, _ field: Range<Int>) -> RequestTime {
        guard field.count >= 20 else { return .unknown }
        let (start, end) = (bytes.word64(at: field.lowerBound), bytes.word32(at: field.lowerBound &+ 8))
        if start != memoStart || end != memoEnd {
            guard let day = Self.day(bytes, at: field.lowerBound) else { return .unknown }
            (memoStart, memoEnd, memoMinutes) = (start, end, day * 24 * 60)
        }
        return clock.time(bytes, field.lowerBound &+ 12..<field.upperBound, ofDayAt: memoMinutes)
    }

    @inline(never)
    private static func day(_ bytes: RawSpan, at start: Int) -> Int? {
        guard bytes.byte(at: start + 2) == UInt8(ascii: "/"), bytes.byte(at: start + 6) == UInt8(ascii: "/"),
            bytes.byte(at: start + 11) == UInt8(ascii: ":"), let day = TwoDigits.value(bytes, start),
            let month = CLFClock.month(bytes, at: start + 3), let century = TwoDigits.value(bytes, start + 7),
            let year = TwoDigits.value(bytes, start + 9)
        else { return nil }
        return CivilDate.day(year: century * 100 + year, month: month, day: day)
    }
}
