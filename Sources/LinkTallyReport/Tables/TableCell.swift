/// A cell of a report's table.
package enum TableCell: Sendable {
    /// Any text.
    case text(String)
    /// An accepted value of a UTM code, or nothing: letters, digits, dashes and underscores.
    case accepted(String)
    case count(UInt64)
    /// How often one thing follows another, in percent with two digits; nothing where the other never happened. It is more than
    /// 100 where one follows more than once.
    case rate(UInt64, of: UInt64)
    /// How a figure differs from the one before, in percent; nothing where that was 0, or where there is none before (nil).
    case change(UInt64, from: UInt64?)
    /// How a rate differs from the one before, in percent of that one, not in percentage points; nothing where that was 0, or
    /// where there is none before.
    case rateChange(Rate, from: Rate?)

    /// A part of a whole.
    package struct Rate: Sendable {
        let part: UInt64
        let whole: UInt64

        package init(_ part: UInt64, of whole: UInt64) {
            self.part = part
            self.whole = whole
        }

        /// nil where there is no whole.
        var share: Double? { whole > 0 ? Double(part) / Double(whole) : nil }
    }

    /// The percentage as a number, `-12.5`; nil where there is none.
    var percent: String? {
        switch self {
        case .rate(let part, of: let whole) where whole > 0:
            Self.number(Double(part) / Double(whole), digits: 2)
        case .change(let now, from: let before?) where before > 0:
            Self.number((Double(now) - Double(before)) / Double(before), digits: 1)
        case .rateChange(let now, from: let before):
            if let now = now.share, let before = before?.share, before > 0 {
                Self.number((now - before) / before, digits: 1)
            } else {
                nil
            }
        default: nil
        }
    }

    /// `share` in percent, rounded to so many digits behind the point.
    private static func number(_ share: Double, digits: Int) -> String {
        let unit = digits == 1 ? 10 : 100
        let rounded = (share * 100 * Double(unit)).rounded()
        // Counts of a store that others wrote to can be as large as any number.
        let magnitude = UInt64(exactly: abs(rounded)) ?? .max
        let fraction = String(magnitude % UInt64(unit))
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(rounded < 0 ? "-" : "")\(magnitude / UInt64(unit)).\(zeros)\(fraction)"
    }

    /// For people.
    var shown: String {
        switch self {
        case .text(let text), .accepted(let text): return text.isEmpty ? "(none)" : TerminalText.escaped(text)
        case .count(let count): return Figure.grouped(count)
        case .rate: return percent.map { "\($0)%" } ?? "-"
        case .change(let now, from: let before):
            guard let percent else { return now == before ?? now ? "-" : "new" }
            return Self.signed(percent, isMore: now > before ?? now)
        case .rateChange(let now, from: let before):
            guard let percent else { return now.part > 0 && now.whole > 0 && before?.share == 0 ? "new" : "-" }
            return Self.signed(percent, isMore: now.share ?? 0 > before?.share ?? 0)
        }
    }

    private static func signed(_ percent: String, isMore: Bool) -> String { (isMore ? "+" : "") + "\(percent)%" }
}
