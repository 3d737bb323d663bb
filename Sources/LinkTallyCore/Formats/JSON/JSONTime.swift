#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// When a request was served, as JSON logs write it (rule R10): a number of seconds, milliseconds, microseconds or
/// nanoseconds since 1970, which its size tells, or a string: ISO 8601, such a number, or the time of the common log format.
struct JSONTime {
    private var clock = ISOClock(allowsSlashes: true)

    /// Whose times those without a zone are.
    var assumed: AssumedZone {
        get { clock.assumed }
        set { clock.assumed = newValue }
    }

    /// The time that `value` tells; unknown where it tells none. `unescaped` is where escapes are undone. O(value).
    mutating func read(_ bytes: RawSpan, _ value: LocatedJSON, unescaped: inout ScratchBuffer) -> RequestTime {
        switch value.kind {
        case .string: return text(bytes, value.range)
        case .escapedString:
            let range = value.undoEscapes(in: bytes, into: &unescaped)
            return text(unescaped.bytes, range)
        case .number: return Self.number(bytes, value.range)
        case .absent, .other: return .unknown
        }
    }

    @inline(__always)
    private mutating func text(_ bytes: RawSpan, _ range: Range<Int>) -> RequestTime {
        let time = clock.read(bytes, range)
        return time != .unknown ? time : otherText(bytes, range)
    }

    /// A string that is no time of ISO 8601.
    @inline(never)
    private mutating func otherText(_ bytes: RawSpan, _ range: Range<Int>) -> RequestTime {
        guard range.count >= 10 else { return .unknown }
        let isBracketed =
            bytes.byte(at: range.lowerBound) == UInt8(ascii: "[")
            && bytes.byte(at: range.upperBound - 1) == UInt8(ascii: "]")
        guard isBracketed || bytes.byte(at: range.lowerBound + 2) == UInt8(ascii: "/") else {
            return Self.epoch(bytes, range)
        }
        let time = isBracketed ? range.dropFirst().dropLast() : range
        var parts = TimeParts()
        guard TimePattern.localTime.read(bytes, time, into: &parts) == time.upperBound else { return .unknown }
        return parts.time(assuming: &clock.assumed)
    }

    /// A number of seconds since 1970 with ten digits, of milliseconds with 13, of microseconds with 16 or of nanoseconds with
    /// 19, with a fraction or without: a time of the years 2001 to 2286. Other numbers in strings may be dates: `20261123`.
    private static func epoch(_ bytes: RawSpan, _ range: Range<Int>) -> RequestTime {
        var point = range.lowerBound
        while point < range.upperBound, bytes.byte(at: point) &- 0x30 < 10 { point += 1 }
        let count = point - range.lowerBound
        guard 10...19 ~= count, count % 3 == 1, bytes.byte(at: range.lowerBound) != UInt8(ascii: "0") else {
            return .unknown
        }
        if point < range.upperBound {
            guard bytes.byte(at: point) == UInt8(ascii: "."), point + 1 < range.upperBound else { return .unknown }
            for index in point + 1..<range.upperBound where bytes.byte(at: index) &- 0x30 > 9 { return .unknown }
        }
        return time(JSONNumber.digits(bytes, range.lowerBound..<range.lowerBound + 10))
    }

    @inline(__always)
    static func number(_ bytes: RawSpan, _ range: Range<Int>) -> RequestTime {
        if JSONNumber.isInteger(bytes, range) { return integer(bytes, range) }
        if let second = plainSeconds(bytes, range) { return time(second) }
        var number = JSONNumber.double(bytes, range)
        for (limit, divisor) in [(1e17, 1e9), (1e14, 1e6), (1e11, 1e3)] where number >= limit {
            number = (number / divisor).rounded(.down)
            break
        }
        // Outside of this range it is no date, and may be no integer.
        return abs(number) < 1e12 ? time(Int(number)) : .unknown
    }

    /// The digits of a positive integer tell its size, and dividing by a power of ten is leaving the last ones out.
    @inline(__always)
    private static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> RequestTime {
        var start = range.lowerBound
        let isNegative = bytes.byte(at: start) == UInt8(ascii: "-")
        if isNegative { start &+= 1 }
        var count = range.upperBound &- start
        if !isNegative { count &-= count >= 18 ? 9 : count >= 15 ? 6 : count >= 12 ? 3 : 0 }
        guard count <= 12 else { return .unknown }
        let number = JSONNumber.digits(bytes, start..<start &+ count)
        return time(isNegative ? -number : number)
    }

    /// The whole seconds of a number with at most ten digits before its point and without an exponent; nil where a double
    /// would round it up to the next one, which is what it is read as elsewhere.
    @inline(__always)
    private static func plainSeconds(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
        var point = range.lowerBound
        while point < range.upperBound, bytes.byte(at: point) &- 0x30 < 10 { point &+= 1 }
        guard 1...10 ~= point &- range.lowerBound, point &+ 1 < range.upperBound,
            bytes.byte(at: point) == UInt8(ascii: ".")
        else { return nil }
        var hasOtherThanNine = false
        for index in point &+ 1..<range.upperBound {
            let digit = bytes.byte(at: index) &- 0x30
            guard digit < 10 else { return nil }
            if digit < 9, index < point &+ 7 { hasOtherThanNine = true }
        }
        return hasOtherThanNine ? JSONNumber.digits(bytes, range.lowerBound..<point) : nil
    }

    /// `second` since 1970-01-01T00:00:00.
    @inline(__always)
    private static func time(_ second: Int) -> RequestTime {
        RequestTime(sinceYearOne: second &+ RequestTime.epoch)
    }
}

/// Numbers of a JSON text, whose grammar was checked.
enum JSONNumber {
    /// Whether the number in `range` has neither fraction nor exponent. O(range).
    @inline(__always)
    static func isInteger(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        if bytes.byte(at: index) == UInt8(ascii: "-") { index &+= 1 }
        while index < range.upperBound, bytes.byte(at: index) &- 0x30 < 10 { index &+= 1 }
        return index == range.upperBound
    }

    /// The decimal digits in `range`, at most eighteen. O(range).
    @inline(__always)
    static func digits(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
        var number = 0
        for index in range { number = number &* 10 &+ Int(bytes.byte(at: index) &- 0x30) }
        return number
    }

    /// The nearest double; infinite beyond their range. O(range).
    ///
    /// strtod(3) reads up to the first byte that is no part of a number, so one must stand behind `range`; in an object one
    /// does.
    @inline(never)
    static func double(_ bytes: RawSpan, _ range: Range<Int>) -> Double {
        precondition(range.upperBound < bytes.byteCount)
        return unsafe bytes.withUnsafeBytes { unsafe strtod($0.baseAddress! + range.lowerBound, nil) }
    }
}
