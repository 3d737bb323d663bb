/// A cell of a report's table.
package enum TableCell: Sendable {
    /// Any text.
    case text(String)
    /// An accepted value of a UTM code, or nothing: letters, digits, dashes and underscores.
    case accepted(String)
    case count(UInt64)
    /// How often one thing follows another, in percent with two digits; nothing where there was no other. More than 100 where
    /// it follows more than once.
    case rate(UInt64, of: UInt64)
    /// How a figure differs from the one before, in percent; nothing where that was 0.
    case change(UInt64, from: UInt64)

    /// The percentage as a number, `-12.5`; nil where there is none.
    var percent: String? {
        switch self {
        case .rate(let part, of: let whole) where whole > 0:
            Self.number(Double(part) / Double(whole), digits: 2)
        case .change(let now, from: let before) where before > 0:
            Self.number((Double(now) - Double(before)) / Double(before), digits: 1)
        default: nil
        }
    }

    /// `share` in percent, rounded to so many digits behind the point.
    private static func number(_ share: Double, digits: Int) -> String {
        let unit = digits == 1 ? 10 : 100
        let rounded = Int((share * 100 * Double(unit)).rounded())
        let fraction = String(abs(rounded) % unit)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(rounded < 0 ? "-" : "")\(abs(rounded) / unit).\(zeros)\(fraction)"
    }

    /// For people.
    var shown: String {
        switch self {
        case .text(let text), .accepted(let text): return text.isEmpty ? "(none)" : TerminalText.escaped(text)
        case .count(let count): return Figure.grouped(count)
        case .rate: return percent.map { "\($0)%" } ?? "-"
        case .change(let now, from: let before):
            guard let percent else { return now == before ? "-" : "new" }
            return (now > before ? "+" : "") + "\(percent)%"
        }
    }
}
