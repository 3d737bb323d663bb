/// A pattern of strftime(3), as Apache's `%{PATTERN}t` takes it, compiled: reads what such a pattern wrote, names in English
/// as the C locale has them.
///
/// Numbers that strftime pads have their full width; those without padding (`%-d`) end at the first byte that is no digit.
/// A fraction behind the seconds is passed over, unless the pattern has the point itself.
struct TimePattern: Sendable {
    private var steps: [TimeStep] = []
    /// What of a time it says.
    private(set) var says: TimePartSet = []

    /// The time as the common log format has it, but with a fraction or without a zone where a line has it so: HAProxy writes
    /// `09/Jul/2026:10:54:19.786`.
    static let localTime = TimePattern("d/b/Y:H:M:S", then: TimeStep(.optionalZone))

    /// What Apache writes beside strftime's: `msec_frac` and `usec_frac`, the digits behind the point.
    static func fraction(digits: UInt8) -> TimePattern { TimePattern("", then: TimeStep(.ignored, digits...digits)) }

    /// What cannot be read of a pattern, and at which byte of it that stands.
    struct Fault: Error {
        let reason: String
        let offset: Int
    }

    /// Compiles `pattern`. O(pattern).
    init(_ pattern: String) throws(Fault) {
        let bytes = Array(pattern.utf8)
        var places: [Int] = []
        var index = 0
        while index < bytes.count {
            let start = index
            if let zone = zone(bytes, from: start) {
                steps.append(zone)
                index = bytes.count
            } else if bytes[start] == UInt8(ascii: "%") {
                index += 1
                while index < bytes.count, "_-0^#".utf8.contains(bytes[index]) { index += 1 }
                let flags = bytes[start + 1..<index]
                // The C locale has no other numerals and no eras.
                if index < bytes.count, "EO".utf8.contains(bytes[index]) { index += 1 }
                guard index < bytes.count else {
                    throw Fault(
                        reason: "'%' needs a letter of strftime behind it ('%%' is a percent sign)", offset: start)
                }
                guard add(bytes[index], flags) else {
                    let name = String(decoding: bytes[start...index], as: UTF8.self)
                    throw Fault(reason: "'\(name)' is no part of a time that is read", offset: start)
                }
                index += 1
            } else {
                steps.append(TimeStep(.literal, byte: bytes[start]))
                index += 1
            }
            places += Array(repeating: start, count: steps.count - places.count)
        }
        for (number, next) in steps.dropFirst().enumerated() {
            if steps[number].isOpen, next.mayContinue(steps[number]) {
                throw Fault(reason: "nothing tells where this part of the time ends", offset: places[number])
            }
            if next.kind == .literal { setNext(next.byte, behind: number) }
        }
    }

    /// - Parameter letters: Those of strftime, and bytes that stand for themselves.
    private init(_ letters: String, then last: TimeStep) {
        for letter in letters.utf8 where !add(letter, []) { steps.append(TimeStep(.literal, byte: letter)) }
        steps.append(last)
    }

    /// Whether only what stands behind it tells where it ends.
    var isOpen: Bool { steps.last?.isOpen ?? true }

    /// Takes note of the byte that stands behind the time in every line.
    mutating func setNext(_ byte: UInt8) {
        if !steps.isEmpty { setNext(byte, behind: steps.count - 1) }
    }

    /// A point that the pattern has itself begins no fraction that is passed over.
    private mutating func setNext(_ byte: UInt8, behind number: Int) {
        if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") { steps[number].passesFraction = false }
    }

    /// Reads the time at the beginning of `field`; adds to `parts` what they do not have yet.
    ///
    /// - Returns: Where the time ends; nil where this pattern did not write it. O(time).
    func read(_ bytes: RawSpan, _ field: Range<Int>, into parts: inout TimeParts) -> Int? {
        var found = parts
        var index = field.lowerBound
        for number in steps.indices {
            guard let end = steps[number].read(bytes, index..<field.upperBound, into: &found) else { return nil }
            index = end
        }
        parts = found
        return index
    }

    /// A zone that every line has, which is the rest of the pattern: `%H:%M:%SZ`, `%T +0100`, `%T UTC`.
    private mutating func zone(_ bytes: [UInt8], from start: Int) -> TimeStep? {
        let rest = start..<bytes.count
        let isNumber = ZoneField.minutes(bytes.rawSpan, rest) != nil
        guard !says.isDisjoint(with: [.hour, .half]), !says.contains(.zone), isNumber || bytes.rawSpan.isUTC(rest)
        else {
            return nil
        }
        says.insert(.zone)
        return TimeStep(isNumber ? .zone : .zoneName)
    }

    /// Adds the step, or the steps, of a letter; false where it is none that is read.
    private mutating func add(_ letter: UInt8, _ flags: ArraySlice<UInt8>) -> Bool {
        if let letters = Self.composites[letter] {
            for letter in letters.utf8 where !add(letter, []) { steps.append(TimeStep(.literal, byte: letter)) }
            return true
        }
        guard var step = Self.conversions[letter] else { return false }
        switch flags.last(where: { "_-0".utf8.contains($0) }) {
        // Zones have other digits then.
        case _? where step.kind == .zone: return false
        case UInt8(ascii: "-"): step.digits = min(1, step.digits.lowerBound)...step.digits.upperBound
        case UInt8(ascii: "_"): step.isPadded = step.digits.lowerBound > 1 && step.kind != .weekday
        default: break
        }
        steps.append(step)
        says.insert(TimePartSet(step.kind))
        return true
    }

    /// What is short for several, which are letters here without their percent signs.
    private static let composites: [UInt8: String] = [
        UInt8(ascii: "D"): "m/d/y", UInt8(ascii: "F"): "Y-m-d", UInt8(ascii: "T"): "H:M:S", UInt8(ascii: "R"): "H:M",
        UInt8(ascii: "r"): "I:M:S p", UInt8(ascii: "c"): "a b e H:M:S Y", UInt8(ascii: "x"): "m/d/y",
        UInt8(ascii: "X"): "H:M:S",
    ]

    private static let conversions: [UInt8: TimeStep] = [
        UInt8(ascii: "Y"): TimeStep(.year, 4...4), UInt8(ascii: "C"): TimeStep(.century, 2...2),
        UInt8(ascii: "y"): TimeStep(.yearOfCentury, 2...2), UInt8(ascii: "m"): TimeStep(.month, 2...2),
        UInt8(ascii: "b"): TimeStep(.monthName), UInt8(ascii: "h"): TimeStep(.monthName),
        UInt8(ascii: "B"): TimeStep(.fullMonthName), UInt8(ascii: "d"): TimeStep(.day, 2...2),
        UInt8(ascii: "e"): TimeStep(.day, 2...2, isPadded: true), UInt8(ascii: "j"): TimeStep(.dayOfYear, 3...3),
        UInt8(ascii: "H"): TimeStep(.hour, 2...2), UInt8(ascii: "k"): TimeStep(.hour, 2...2, isPadded: true),
        UInt8(ascii: "I"): TimeStep(.halfHour, 2...2), UInt8(ascii: "l"): TimeStep(.halfHour, 2...2, isPadded: true),
        UInt8(ascii: "p"): TimeStep(.half), UInt8(ascii: "P"): TimeStep(.half),
        UInt8(ascii: "M"): TimeStep(.minute, 2...2), UInt8(ascii: "S"): TimeStep(.second, 2...2),
        UInt8(ascii: "s"): TimeStep(.epoch, 1...12), UInt8(ascii: "z"): TimeStep(.zone),
        UInt8(ascii: "Z"): TimeStep(.zoneName), UInt8(ascii: "a"): TimeStep(.weekday, 3...3),
        UInt8(ascii: "A"): TimeStep(.weekday, 6...9),
        // Weeks, their years and their days say no more than a date does.
        UInt8(ascii: "U"): TimeStep(.ignored, 2...2), UInt8(ascii: "V"): TimeStep(.ignored, 2...2),
        UInt8(ascii: "W"): TimeStep(.ignored, 2...2), UInt8(ascii: "u"): TimeStep(.ignored, 1...1),
        UInt8(ascii: "w"): TimeStep(.ignored, 1...1), UInt8(ascii: "g"): TimeStep(.ignored, 2...2),
        UInt8(ascii: "G"): TimeStep(.ignored, 4...4), UInt8(ascii: "n"): TimeStep(.literal, byte: 0x0A),
        UInt8(ascii: "t"): TimeStep(.literal, byte: 0x09), UInt8(ascii: "%"): TimeStep(.literal, byte: 0x25),
    ]
}
