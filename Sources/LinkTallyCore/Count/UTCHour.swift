/// An hour of UTC, as hours since 0001-01-01T00, or unknown. Known hours order before the unknown one.
package struct UTCHour: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int32

    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// The time of the request could not be read, or its format has none.
    package static let unknown = UTCHour(rawValue: .max)
    /// Hours that are not told apart any more.
    package static let other = UTCHour(rawValue: .max - 1)
    /// Hours from 0001-01-01T00 to 9999-12-31T23.
    package static let range = 0..<Int32(3_652_059 * 24)

    /// The hour in a key: the lower half of a word.
    var keyWord: UInt64 { UInt64(UInt32(bitPattern: rawValue)) }

    package static func < (a: UTCHour, b: UTCHour) -> Bool { a.rawValue < b.rawValue }

    /// `YYYY-MM-DDTHH`, or `unknown`.
    package var text: String {
        guard Self.range.contains(rawValue) else { return self == .other ? OtherValue.name : "unknown" }
        let (year, month, day) = CivilDate.date(ofDay: Int(rawValue) / 24)
        return Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2) + "T"
            + Self.padded(Int(rawValue) % 24, 2)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
