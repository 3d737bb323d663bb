/// Sees to it that times in envelopes are times, and finds where they end.
///
/// Lines come many a second: the time of the line before is compared as a few words.
struct EnvelopeClock: Sendable {
    private var isoMemo: (UInt64, UInt64, UInt64) = (0, 0, 0)
    private var shortMemo: (UInt64, UInt64) = (0, 0)
    private var clock = ISOClock()

    /// The place behind the time `YYYY-MM-DDThh:mm:ss`, with a fraction or none and a zone, that begins at `start`; nil where
    /// none does. O(time).
    @inline(__always)
    mutating func endOfISO(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start &+ 20 <= end else { return nil }
        let words = (bytes.word64(at: start), bytes.word64(at: start &+ 8), bytes.word64(at: start &+ 11))
        if words != isoMemo {
            guard bytes.byte(at: start &+ 10) == UInt8(ascii: "T"),
                clock.read(bytes, start..<start &+ 19) != .unknown
            else { return nil }
            isoMemo = words
        }
        guard let index = Self.endOfFraction(bytes, start &+ 19, end), index < end else { return nil }
        if bytes.byte(at: index) == UInt8(ascii: "Z") { return index &+ 1 }
        if index &+ 6 <= end, ZoneField.minutes(bytes, index..<index &+ 6) != nil { return index &+ 6 }
        return index &+ 5 <= end && ZoneField.minutes(bytes, index..<index &+ 5) != nil ? index &+ 5 : nil
    }

    /// The place behind the time `Mmm dd hh:mm:ss`, with a fraction or none, and the space that follows; nil where none begins
    /// at `start`. O(time).
    @inline(__always)
    mutating func endOfShort(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        guard start &+ 16 <= end else { return nil }
        let words = (bytes.word64(at: start), bytes.word64(at: start &+ 7))
        if words != shortMemo {
            guard Self.isShort(bytes, start) else { return nil }
            shortMemo = words
        }
        guard let index = Self.endOfFraction(bytes, start &+ 15, end), index < end,
            bytes.byte(at: index) == UInt8(ascii: " ")
        else { return nil }
        return index &+ 1
    }

    @inline(__always)
    private static func endOfFraction(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int? {
        let mark = bytes.byte(at: start)
        guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return start }
        var index = start &+ 1
        // Nine digits are usual: eight of them at once.
        if index &+ 8 <= end, DecimalDigits.values(bytes.word64(at: index), places: .max) != nil { index &+= 8 }
        while index < end, FieldProof.isDigit(bytes.byte(at: index)) { index &+= 1 }
        return index > start &+ 1 ? index : nil
    }

    /// Whether there is such a day in some year, and such a second.
    private static func isShort(_ bytes: RawSpan, _ start: Int) -> Bool {
        guard let month = CLFClock.month(bytes, at: start), bytes.byte(at: start + 3) == UInt8(ascii: " "),
            let day = bytes.byte(at: start + 4) == UInt8(ascii: " ")
                ? digit(bytes, start + 5) : TwoDigits.value(bytes, start + 4),
            CivilDate.day(year: 2024, month: month, day: day) != nil, bytes.byte(at: start + 6) == UInt8(ascii: " "),
            let hour = TwoDigits.value(bytes, start + 7), hour < 24, bytes.byte(at: start + 9) == UInt8(ascii: ":"),
            let minute = TwoDigits.value(bytes, start + 10), minute < 60,
            bytes.byte(at: start + 12) == UInt8(ascii: ":"),
            let second = TwoDigits.value(bytes, start + 13)
        else { return false }
        return second <= 60
    }

    private static func digit(_ bytes: RawSpan, _ index: Int) -> Int? {
        let digit = bytes.byte(at: index) &- 0x30
        return digit < 10 ? Int(digit) : nil
    }
}
