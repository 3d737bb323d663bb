import LinkTallyCore

/// A rejected value, form-decoded, and what can be told from it.
struct DecodedValue {
    /// How a byte stood in the value.
    enum Form {
        /// As it is.
        case plain
        /// A space, as `+`.
        case plus
        /// As `%XX`.
        case escape
    }

    private let raw: [UInt8]
    /// The value's bytes after decoding.
    let bytes: [UInt8]
    /// For each byte how it was written.
    let forms: [Form]

    /// Decodes a value once, as the payment page does (rule R5).
    ///
    /// - Parameter raw: The value as it stands in the log, at most the first 256 bytes of it. O(n).
    init(_ raw: [UInt8]) {
        var (bytes, forms): ([UInt8], [Form]) = ([], [])
        var index = 0
        while index < raw.count {
            var (byte, form) = (raw[index], Form.plain)
            if byte == UInt8(ascii: "+") { (byte, form) = (UInt8(ascii: " "), .plus) }
            if byte == UInt8(ascii: "%") {
                if index + 2 < raw.count, let high = HexDigit.value(of: raw[index + 1]),
                    let low = HexDigit.value(of: raw[index + 2])
                {
                    (byte, form) = (high << 4 | low, .escape)
                    index += 2
                } else if raw.count >= RejectionKey.valueLimit,
                    raw[(index + 1)...].allSatisfy({ HexDigit.value(of: $0) != nil })
                {
                    // The cut went through an escape, which would look like a bare '%'.
                    break
                }
            }
            bytes.append(byte)
            forms.append(form)
            index += 1
        }
        self.raw = raw
        self.bytes = bytes
        self.forms = forms
    }

    /// Whether the log may have had more of the value.
    var isCut: Bool { raw.count >= RejectionKey.valueLimit }

    /// Bytes of the value after decoding; nil where some were cut off, or were not UTF-8 and stand as U+FFFD.
    var length: Int? {
        let hasReplacements = raw.indices.contains { raw[$0...].starts(with: "\u{FFFD}".utf8) }
        return isCut || hasReplacements ? nil : bytes.count
    }

    /// Index of the first byte that is not allowed, or nil.
    var firstForbidden: Int? { bytes.firstIndex { !ValueAlphabet.contains($0) } }

    /// Whether a template's placeholder stands in it: `{{campaign.name}}`, `x_{campaignid}`, `${x}`; or is all of it:
    /// `[x]`, `<x>`, `*|x|*`, `%%X%%`.
    var isPlaceholder: Bool {
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "{") {
            let inner = bytes[(index + 1)...].prefix { $0 != UInt8(ascii: "}") }
            if inner.endIndex < bytes.count, Self.isPlaceholderName(inner) { return true }
        }
        let brackets = [("[", "]"), ("<", ">"), ("*|", "|*"), ("%%", "%%")]
        // Undecoded, too: `%CA` of `%%CAMPAIGN%%` is an escape.
        return brackets.contains { open, close in
            [bytes, raw].contains { text in
                text.count > open.utf8.count + close.utf8.count && text.starts(with: open.utf8)
                    && text.reversed().starts(with: close.utf8.reversed())
                    && Self.isPlaceholderName(text.dropFirst(open.utf8.count).dropLast(close.utf8.count))
            }
        }
    }

    private static func isPlaceholderName(_ name: ArraySlice<UInt8>) -> Bool {
        name.contains(where: isLetterOrDigit)
            && name.allSatisfy { ValueAlphabet.contains($0) || " .:|$".utf8.contains($0) }
    }

    /// Whether percent-encoding is left after decoding.
    var isEncodedTwice: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "%") && index + 2 < bytes.count && HexDigit.value(of: bytes[index + 1]) != nil
                && HexDigit.value(of: bytes[index + 2]) != nil
        }
    }

    /// Whether it looks like an e-mail address.
    var isAddress: Bool {
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
        return bytes[at...].dropFirst().contains(UInt8(ascii: "."))
    }

    /// The value with each run of bytes that are not allowed made one dash, none at the ends; nil if nothing is left.
    var suggestion: String? {
        let parts = bytes.split { !ValueAlphabet.contains($0) }
        guard parts.contains(where: { $0.contains(where: Self.isLetterOrDigit) }) else { return nil }
        return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }

    /// The character that `bytes` begin with, for a message: quoted, or a number where it cannot be shown.
    static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator), !TerminalText.isDangerous(scalar) else {
            let byte = bytes.first ?? 0
            return "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return "'\(scalar)'"
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        ValueAlphabet.contains(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
    }
}
