/// Letters with accents as the ASCII letters that people write for them where they must.
enum BaseLetters {
    /// The ASCII letters for a scalar outside ASCII; empty for a mark that joins with the letter before; nil where there
    /// are none. O(1).
    static func letters(for scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x0300...0x036F: return ""
        case 0xC0...0x17F: return letter(latin, Int(scalar.value) - 0xC0) ?? special(scalar)
        case 0x1A0, 0x1A1: return scalar.value == 0x1A0 ? "O" : "o"
        case 0x1AF, 0x1B0: return scalar.value == 0x1AF ? "U" : "u"
        case 0x1CD...0x233: return letter(latinB, Int(scalar.value) - 0x1CD)
        case 0x1E00...0x1EFF: return letter(latinAdditional, Int(scalar.value) - 0x1E00) ?? special(scalar)
        default: return nil
        }
    }

    /// First scalars of the canonical decompositions (Unicode 15, UnicodeData.txt) of U+00C0 to U+017F; a `?` where that is
    /// no letter of ASCII.
    private static let latin: [UInt8] = Array(
        """
        AAAAAA?CEEEEIIII?NOOOOO??UUUUY??aaaaaa?ceeeeiiii?nooooo??uuuuy?y\
        AaAaAaCcCcCcCcDd??EeEeEeEeEeGgGgGgGgHh??IiIiIiIiI???JjKk?LlLlLl?\
        ???NnNnNn???OoOoOo??RrRrRrSsSsSsSsTtTt??UuUuUuUuUuUuWwYyYZzZzZz?
        """.utf8)

    /// The same of U+01CD to U+0233.
    private static let latinB: [UInt8] = Array(
        """
        AaIiOoUuUuUuUuUu?AaAa????GgKkOoOo??j???Gg??NnAa????\
        AaAaEeEeIiIiOoOoRrRrUuUuSsTt??Hh??????AaEeOoOoOoOoYy
        """.utf8)

    /// The same of U+1E00 to U+1EFF.
    private static let latinAdditional: [UInt8] = Array(
        """
        AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm\
        MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv\
        WwWwWwWwWwXxXxYyZzZzZzhtwy??????AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe\
        EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy??????
        """.utf8)

    private static func letter(_ table: [UInt8], _ index: Int) -> String? {
        table[index] == UInt8(ascii: "?") ? nil : String(Unicode.Scalar(table[index]))
    }

    /// Letters that have no decomposition, and their usual spelling.
    private static func special(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "ß": "ss"
        case "ẞ": "SS"
        case "Æ": "AE"
        case "æ": "ae"
        case "Œ": "OE"
        case "œ": "oe"
        case "Ĳ": "IJ"
        case "ĳ": "ij"
        case "Þ": "Th"
        case "þ": "th"
        case "Ø": "O"
        case "ø": "o"
        case "Ð", "Đ": "D"
        case "ð", "đ": "d"
        case "Ħ": "H"
        case "ħ": "h"
        case "ı": "i"
        case "Ł", "Ŀ": "L"
        case "ł", "ŀ": "l"
        case "Ŋ": "N"
        case "ŋ", "ŉ": "n"
        case "Ŧ": "T"
        case "ŧ": "t"
        case "ĸ": "k"
        case "ſ": "s"
        default: nil
        }
    }
}
