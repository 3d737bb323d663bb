/// The parts of a time, as one or several fields of a line say them; of each the first one counts.
struct TimeParts: Sendable {
    private var values = InlineArray<16, Int64>(repeating: 0)
    private(set) var said: TimePartSet = []

    /// Takes a part, unless it was said before.
    fileprivate mutating func set(_ kind: TimeStep.Kind, _ value: Int) {
        let part = TimePartSet(kind)
        guard !said.contains(part) else { return }
        said.insert(part)
        values[Int(kind.rawValue)] = Int64(value)
    }

    /// Takes UTC for the zone, unless one was said.
    mutating func setUTC() { set(.zone, 0) }

    private subscript(kind: TimeStep.Kind) -> Int { Int(values[Int(kind.rawValue)]) }

    /// The time that they make together: of UTC, of the zone that they say or else of `zone`; unknown where they make none. O(1).
    func time(assuming zone: inout AssumedZone) -> RequestTime {
        if said.contains(.epoch) { return RequestTime(sinceYearOne: self[.epoch] + RequestTime.epoch) }
        guard let day = day(), let hour = hour(), hour < 24, self[.minute] < 60 else { return .unknown }
        // A leap second counts as the second before it.
        let local = ((day * 24 + hour) * 60 + self[.minute]) * 60 + min(self[.second], 59)
        if said.contains(.zone) { return RequestTime(sinceYearOne: local - self[.zone] * 60) }
        // CST is the name of more than one zone: which one is meant must be told.
        if said.contains(.zoneName), zone.isUTC { return .unknown }
        return zone.time(ofLocal: local)
    }

    private func day() -> Int? {
        var year = self[.year]
        if !said.contains(.year) {
            guard said.contains(.yearOfCentury) else { return nil }
            // As POSIX has it: 69 to 99 are years of the twentieth century.
            let century = said.contains(.century) ? self[.century] : self[.yearOfCentury] < 69 ? 20 : 19
            year = century * 100 + self[.yearOfCentury]
        }
        if said.isSuperset(of: [.month, .day]) {
            return CivilDate.day(year: year, month: self[.month], day: self[.day])
        }
        guard let first = CivilDate.day(year: year, month: 1, day: 1), self[.dayOfYear] >= 1,
            self[.dayOfYear] <= 365 || CivilDate.day(year: year, month: 2, day: 29) != nil && self[.dayOfYear] == 366
        else { return nil }
        return first + self[.dayOfYear] - 1
    }

    private func hour() -> Int? {
        if said.contains(.hour) { return self[.hour] }
        return said.contains(.half) && 1...12 ~= self[.halfHour] ? self[.halfHour] % 12 + self[.half] * 12 : nil
    }
}

/// Which parts of a time are said.
struct TimePartSet: OptionSet, Sendable {
    let rawValue: UInt32

    static let year = Self(.year)
    static let century = Self(.century)
    static let yearOfCentury = Self(.yearOfCentury)
    static let month = Self(.month)
    static let day = Self(.day)
    static let dayOfYear = Self(.dayOfYear)
    static let hour = Self(.hour)
    static let halfHour = Self(.halfHour)
    static let half = Self(.half)
    static let minute = Self(.minute)
    static let second = Self(.second)
    static let epoch = Self(.epoch)
    static let zone = Self(.zone)
    static let zoneName = Self(.zoneName)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ kind: TimeStep.Kind) {
        switch kind {
        case .monthName, .fullMonthName: rawValue = TimePartSet.month.rawValue
        default: rawValue = 1 << UInt32(kind.rawValue)
        }
    }

    /// What is still missing of a time, in words; nil where it is whole. Minutes and seconds may be missing.
    var missing: String? {
        if contains(.epoch) { return nil }
        if isDisjoint(with: [.year, .yearOfCentury]) { return "its year (%Y)" }
        if !contains(.dayOfYear), !isSuperset(of: [.month, .day]) { return "its day (%m and %d)" }
        if contains(.hour) || isSuperset(of: [.halfHour, .half]) { return nil }
        return contains(.halfHour) ? "which half of the day it is (%p)" : "its hour (%H)"
    }
}

/// One step of a `TimePattern`.
struct TimeStep: Sendable {
    enum Kind: UInt8 {
        // Numbers whose value is kept.
        case year, century, yearOfCentury, month, day, dayOfYear, hour, halfHour, minute, second, epoch
        /// AM or PM.
        case half
        /// Digits: `+0200`, `+02:00`, `Z`.
        case zone
        /// Letters: `UTC`, `CEST`; some places have digits for letters.
        case zoneName
        /// A zone in digits, with a space in front of it or not, or nothing.
        case optionalZone
        case monthName, fullMonthName
        /// The name of a day of the week, which says no more than the date does.
        case weekday
        /// Digits that are passed over.
        case ignored
        /// A byte that stands so in every time.
        case literal
    }

    let kind: Kind
    /// How many digits a number has, or letters a day of the week.
    var digits: ClosedRange<UInt8>
    /// Whether spaces fill up a number in front.
    var isPadded: Bool
    let byte: UInt8
    /// Of seconds: whether a fraction may stand behind them.
    var passesFraction = true

    init(_ kind: Kind, _ digits: ClosedRange<UInt8> = 0...0, isPadded: Bool = false, byte: UInt8 = 0) {
        (self.kind, self.digits, self.isPadded, self.byte) = (kind, digits, isPadded, byte)
    }

    /// Whether only what stands behind it tells where it ends.
    var isOpen: Bool { kind == .zoneName || !isPadded && digits.lowerBound < digits.upperBound }

    /// Whether this step, behind the open step `open`, can begin with a byte that could belong to that.
    func mayContinue(_ open: TimeStep) -> Bool {
        let isName = [.monthName, .fullMonthName, .weekday, .half, .zone, .zoneName].contains(kind)
        return switch open.kind {
        case .zoneName: kind != .literal || byte.belongsToZoneName
        case .weekday: kind == .literal ? byte.isLetter : isName
        default: kind == .literal ? byte &- 0x30 < 10 : !isName
        }
    }

    /// Reads the step at the beginning of `field`; returns where it ends, nil where it does not stand there. O(step).
    func read(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        switch kind {
        case .literal:
            return !field.isEmpty && bytes.byte(at: field.lowerBound) == byte ? field.lowerBound + 1 : nil
        case .monthName, .fullMonthName: return readMonth(bytes, field, into: &parts)
        case .weekday:
            var end = field.lowerBound
            while end < field.upperBound, end - field.lowerBound < Int(digits.upperBound), bytes.byte(at: end).isLetter
            {
                end += 1
            }
            return end - field.lowerBound >= Int(digits.lowerBound) ? end : nil
        case .half:
            guard field.count >= 2, bytes.byte(at: field.lowerBound + 1) | 0x20 == UInt8(ascii: "m") else { return nil }
            let letter = bytes.byte(at: field.lowerBound) | 0x20
            guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
            parts.set(.half, letter == UInt8(ascii: "p") ? 1 : 0)
            return field.lowerBound + 2
        case .zone: return readZone(bytes, field, into: &parts)
        case .optionalZone:
            let isSpace = !field.isEmpty && bytes.byte(at: field.lowerBound) == UInt8(ascii: " ")
            let rest = field.dropFirst(isSpace ? 1 : 0)
            return ZoneField.mayBegin(bytes, rest) ? readZone(bytes, rest, into: &parts) : field.lowerBound
        case .zoneName: return readZoneName(bytes, field, into: &parts)
        default: return readNumber(bytes, field, into: &parts)
        }
    }

    private func readNumber(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        let limit = min(field.lowerBound + Int(digits.upperBound), field.upperBound)
        var index = field.lowerBound
        if isPadded { while index < limit - 1, bytes.byte(at: index) == UInt8(ascii: " ") { index += 1 } }
        var number = 0
        let start = index
        while index < limit, bytes.byte(at: index) &- 0x30 < 10 {
            number = number * 10 + Int(bytes.byte(at: index) - 0x30)
            index += 1
        }
        guard index - (isPadded ? field.lowerBound : start) >= Int(digits.lowerBound), index > start else { return nil }
        guard kind != .ignored else { return index }
        parts.set(kind, number)
        guard kind == .second, passesFraction, index + 1 < field.upperBound,
            bytes.byte(at: index) == UInt8(ascii: ".") || bytes.byte(at: index) == UInt8(ascii: ","),
            bytes.byte(at: index + 1) &- 0x30 < 10
        else { return index }
        index += 1
        while index < field.upperBound, bytes.byte(at: index) &- 0x30 < 10 { index += 1 }
        return index
    }

    private func readZone(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        // The longest zone is one of six bytes.
        var end = min(field.lowerBound + 6, field.upperBound)
        while end > field.lowerBound {
            if let minutes = ZoneField.minutes(bytes, field.lowerBound..<end) {
                parts.set(.zone, minutes)
                return end
            }
            end -= 1
        }
        return nil
    }

    private func readZoneName(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        var end = field.lowerBound
        while end < field.upperBound, bytes.byte(at: end).belongsToZoneName { end += 1 }
        let name = field.lowerBound..<end
        if bytes.isUTC(name) {
            parts.set(.zone, 0)
        } else if let minutes = ZoneField.minutes(bytes, name) {
            parts.set(.zone, minutes)
        } else if name.count == 3, let hours = TwoDigits.value(bytes, name.lowerBound + 1) {
            parts.set(.zone, bytes.byte(at: name.lowerBound) == UInt8(ascii: "-") ? -hours * 60 : hours * 60)
        } else {
            parts.set(.zoneName, 0)
        }
        return name.isEmpty ? nil : end
    }

    private func readMonth(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        let names = kind == .monthName ? Self.months : Self.fullMonths
        for number in names.indices {
            let end = field.lowerBound + names[number].utf8CodeUnitCount
            guard end <= field.upperBound, bytes.spells(names[number], field.lowerBound..<end, foldingCase: true) else {
                continue
            }
            parts.set(.month, number + 1)
            return end
        }
        return nil
    }

    private static let months: [StaticString] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let fullMonths: [StaticString] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}

extension RawSpan {
    /// Whether `range` is a name of UTC. O(1).
    func isUTC(_ range: Range<Int>) -> Bool {
        spells("utc", range, foldingCase: true) || spells("gmt", range, foldingCase: true)
            || spells("ut", range, foldingCase: true) || spells("z", range, foldingCase: true)
    }
}

extension UInt8 {
    /// Whether it is an ASCII letter.
    var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }

    /// Some places have digits for letters: `+03`.
    fileprivate var belongsToZoneName: Bool {
        isLetter || self &- 0x30 < 10 || self == UInt8(ascii: "+") || self == UInt8(ascii: "-")
    }
}
