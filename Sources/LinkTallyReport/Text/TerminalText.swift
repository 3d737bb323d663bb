import LinkTallyCore

/// Text from strangers that a terminal may see.
package enum TerminalText {
    /// Control characters, line breaks and marks that turn the direction of text, as `\xHH` or `\u{H...}`. A backslash
    /// stays as it is: what is shown need not be read back. O(n).
    package static func escaped(_ text: String) -> String {
        if text.rawSpan.isPrintableASCII(0..<text.utf8.count) { return text }
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isDangerous(scalar) {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += scalar.value < 0x80 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Bytes of a stranger, escaped and in at most `columns` columns: the middle gives way. O(n).
    package static func excerpt(_ bytes: ArraySlice<UInt8>, columns: Int) -> String {
        fitted(TerminalCells(bytes).text, columns)
    }

    /// Whether a terminal may obey a scalar, or hide it, instead of showing it.
    static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Columns that escaped text takes. Wide characters of East Asia and emoji count two, everything else one, so that
    /// marks that join with the character before are counted too many, never too few.
    static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    /// `text` in at most `limit` columns: the middle gives way to an ellipsis, since links differ at both ends.
    static func fitted(_ text: String, _ limit: Int) -> String {
        guard width(text) > limit else { return text }
        let scalars = Array(text.unicodeScalars)
        let room = max(limit - 1, 0)
        var (front, back) = (0, scalars.count)
        var (frontWidth, backWidth) = (0, 0)
        while front < back, frontWidth + width(scalars[front]) <= (room + 1) / 2 {
            frontWidth += width(scalars[front])
            front += 1
        }
        while back > front, backWidth + width(scalars[back - 1]) <= room - frontWidth {
            backWidth += width(scalars[back - 1])
            back -= 1
        }
        var result = String.UnicodeScalarView(scalars[..<front])
        result.append("…")
        result.append(contentsOf: scalars[back...])
        return String(result)
    }

    /// Columns that a scalar takes by itself: none where it joins with the character before.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default:
            let isPictograph = 0x1F300...0x1FAFF ~= scalar.value
            return isPictograph ? (scalar.properties.isEmojiPresentation ? 2 : 1) : width(scalar)
        }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x1100: 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3040...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        // Regional indicators: two of them make a flag, which has two columns.
        case 0x1F1E6...0x1F1FF: 1
        default: scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}

/// Bytes from strangers, made safe for a terminal: a cell for each scalar, with the columns that it takes.
struct TerminalCells {
    /// What is shown, and its columns.
    private(set) var cells: [(text: String, columns: Int)] = []

    /// The cells of `bytes`: dangerous scalars as `\xHH` or `\u{H...}`, bytes that are no UTF-8 as `\xHH`. O(n).
    init(_ bytes: ArraySlice<UInt8>) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var index = bytes.startIndex
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if TerminalText.isDangerous(scalar) {
                    add(TerminalText.escaped(String(scalar)))
                } else {
                    cells.append((String(scalar), TerminalText.columns(scalar)))
                }
                index += encoded.count
            case .error(let length):
                for byte in bytes[index..<index + length] {
                    add("\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true))
                }
                index += length
            case .emptyInput: return
            }
        }
    }

    /// The text whole.
    var text: String { cells.reduce(into: "") { $0 += $1.text } }

    private mutating func add(_ escape: String) { cells.append((escape, escape.utf8.count)) }
}
