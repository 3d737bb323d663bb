/// Makes a value of one that would be dropped.
enum NearestValue {
    /// Layers of percent-encoding that are undone.
    private static let layerLimit = 3

    /// 1 to `limit` bytes that are kept, or nil; see `ParameterValue.nearest`. O(n).
    static func bytes(of value: DecodedValue, limit: Int) -> [UInt8]? {
        // A value that is kept comes nearest to itself, be it a placeholder.
        let isKept = !value.isCut && 1...limit ~= value.bytes.count && value.firstForbidden == nil
        if isKept { return value.bytes }
        var value = value
        for _ in 0..<layerLimit where value.isStillEncoded { value = DecodedValue(value.bytes, isCut: value.isCut) }
        guard !value.isPlaceholder, !value.isAddress, let bytes = allowed(value) else { return nil }
        // What is not known of a value that was cut may stand behind what is.
        if value.isCut, bytes.count <= limit { return nil }
        return bytes.contains(where: DecodedValue.isLetterOrDigit) ? cut(bytes, limit) : nil
    }

    /// The value with each run of what is not allowed made one dash, none at the ends; nil where a letter has no other
    /// spelling or the bytes are no UTF-8.
    private static func allowed(_ value: DecodedValue) -> [UInt8]? {
        let end = value.swallowedParameter?.end ?? value.bytes.count
        let dash = UInt8(ascii: "-")
        var (result, needsDash): ([UInt8], Bool) = ([], false)
        var (decoder, iterator) = (UTF8(), value.bytes[..<end].makeIterator())
        while true {
            let scalar: Unicode.Scalar
            switch decoder.decode(&iterator) {
            case .scalarValue(let next): scalar = next
            case .emptyInput: return result
            // The cut may have gone through a character.
            case .error: return value.isCut ? result : nil
            }
            if scalar.isASCII {
                let byte = UInt8(ascii: scalar)
                guard ValueAlphabet.contains(byte) else {
                    needsDash = !result.isEmpty
                    continue
                }
                if needsDash, byte != dash, result.last != dash { result.append(dash) }
                result.append(byte)
                needsDash = false
            } else if let letters = BaseLetters.letters(for: scalar) {
                // A mark that joins with the letter before goes without a trace.
                guard !letters.isEmpty else { continue }
                if needsDash, result.last != dash { result.append(dash) }
                result += letters.utf8
                needsDash = false
            } else {
                guard !scalar.properties.isAlphabetic else { return nil }
                needsDash = !result.isEmpty
            }
        }
    }

    /// At most `limit` bytes: up to the last dash or underscore where that keeps half of them.
    private static func cut(_ bytes: [UInt8], _ limit: Int) -> [UInt8] {
        guard bytes.count > limit else { return bytes }
        let separator = bytes[...limit].lastIndex { !DecodedValue.isLetterOrDigit($0) }
        var kept = bytes[..<limit]
        if let separator, separator >= limit / 2 { kept = bytes[..<separator] }
        while let last = kept.last, !DecodedValue.isLetterOrDigit(last) { kept.removeLast() }
        // Only dashes and underscores up to the limit: cut all the same.
        return kept.isEmpty ? Array(bytes[..<limit]) : Array(kept)
    }
}

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

    /// First scalars of the decompositions of U+01CD to U+0233.
    private static let latinB: [UInt8] = Array(
        """
        AaIiOoUuUuUuUuUu?AaAa????GgKkOoOo??j???Gg??NnAa????\
        AaAaEeEeIiIiOoOoRrRrUuUuSsTt??Hh??????AaEeOoOoOoOoYy
        """.utf8)

    /// First scalars of the decompositions of U+1E00 to U+1EFF.
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
