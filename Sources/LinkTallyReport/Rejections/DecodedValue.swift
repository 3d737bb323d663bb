import LinkTallyCore

/// A rejected value, form-decoded, and what can be told from it.
struct DecodedValue {
    /// The value's bytes after decoding.
    let bytes: [UInt8]
    /// For each byte, whether it was written as `+`.
    let isPlus: [Bool]

    /// Decodes a value once, as the payment page does (rule R5).
    init(_ raw: [UInt8]) {
        var (bytes, isPlus): ([UInt8], [Bool]) = ([], [])
        var index = 0
        while index < raw.count {
            var byte = raw[index]
            let plus = byte == UInt8(ascii: "+")
            if plus { byte = UInt8(ascii: " ") }
            if byte == UInt8(ascii: "%"), index + 2 < raw.count, let high = Self.digit(raw[index + 1]),
                let low = Self.digit(raw[index + 2])
            {
                byte = high << 4 | low
                index += 2
            }
            bytes.append(byte)
            isPlus.append(plus)
            index += 1
        }
        self.bytes = bytes
        self.isPlus = isPlus
    }

    /// Index of the first byte that is not allowed, or nil.
    var firstForbidden: Int? { bytes.firstIndex { !Self.isAllowed($0) } }

    /// Whether it looks like a template's placeholder: `{{campaign.name}}`, `{campaignid}`, `%%CAMPAIGN%%`, `${x}`, `[x]`.
    var isPlaceholder: Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let brackets = [("{", "}"), ("${", "}"), ("[", "]"), ("%%", "%%"), ("<", ">"), ("__{", "}")]
        return brackets.contains {
            text.count > $0.0.count + $0.1.count && text.hasPrefix($0.0) && text.hasSuffix($0.1)
        }
    }

    /// Whether percent-encoding is left after decoding.
    var isEncodedTwice: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "%") && index + 2 < bytes.count && Self.digit(bytes[index + 1]) != nil
                && Self.digit(bytes[index + 2]) != nil
        }
    }

    /// Whether it looks like an e-mail address.
    var isAddress: Bool {
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
        return bytes[at...].dropFirst().contains(UInt8(ascii: "."))
    }

    /// The value with each run of bytes that are not allowed made one dash, none at the ends; nil if nothing is left.
    var suggestion: String? {
        let parts = bytes.split { !Self.isAllowed($0) }
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

    static func isAllowed(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? { Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) }
}
