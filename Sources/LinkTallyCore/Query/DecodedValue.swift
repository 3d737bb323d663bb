/// A value, form-decoded, and what can be told from it.
package struct DecodedValue: Sendable, Equatable {
    /// How a byte stood in the value.
    package enum Form: Sendable {
        /// As it is.
        case plain
        /// A space, as `+`.
        case plus
        /// As `%XX`.
        case escape
    }

    private let raw: [UInt8]
    /// The value's bytes after decoding.
    package let bytes: [UInt8]
    /// For each byte how it was written.
    package let forms: [Form]
    /// Whether there may be more of the value than is known here.
    package let isCut: Bool
    /// Whether it was never encoded: a `%` in it stands for itself.
    package let isPlainText: Bool

    /// Decodes a value once, as the payment page does (rule R5). O(n).
    ///
    /// - Parameters:
    ///   - raw: The value as it stands in the link, or its beginning.
    ///   - isCut: Whether it is only the beginning.
    package init(_ raw: [UInt8], isCut: Bool) {
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
                } else if isCut, raw[(index + 1)...].allSatisfy({ HexDigit.value(of: $0) != nil }) {
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
        self.isCut = isCut
        isPlainText = false
    }

    /// A value as a log's report has it: at most the first `RejectionKey.valueLimit` bytes. O(n).
    package init(logged raw: [UInt8]) { self.init(raw, isCut: raw.count >= RejectionKey.valueLimit) }

    /// Bytes of a value that are looked at: those that decide stand in the first 600, those of a suggestion somewhat behind.
    private static let knownLimit = 4096

    /// The value in `range` of the bytes of a link. O(1): of a long one only the beginning is looked at.
    package init(_ link: RawSpan, _ range: Range<Int>) {
        let known = range.prefix(Self.knownLimit)
        self.init(known.map { link.byte(at: $0) }, isCut: known.count < range.count)
    }

    /// A value that is not encoded, as it is typed or stands in a sheet. O(1): of a long one only the beginning is looked at.
    package init(text: [UInt8]) {
        raw = Array(text.prefix(Self.knownLimit))
        bytes = raw
        forms = [Form](repeating: .plain, count: raw.count)
        isCut = raw.count < text.count
        isPlainText = true
    }

    /// Bytes of the value after decoding; nil where some were cut off, or were not UTF-8 and stand as U+FFFD.
    package var length: Int? {
        let hasReplacements = raw.indices.contains { raw[$0...].starts(with: "\u{FFFD}".utf8) }
        return isCut || hasReplacements ? nil : bytes.count
    }

    /// Index of the first byte that is not allowed, or nil.
    package var firstForbidden: Int? { bytes.firstIndex { !ValueAlphabet.contains($0) } }

    /// Where the decoded byte at `index` begins in the value as it stands. O(index).
    package func rawOffset(of index: Int) -> Int {
        forms[..<index].reduce(0) { $0 + ($1 == .escape ? 3 : 1) }
    }

    /// Whether a template's placeholder stands in it: `{{campaign.name}}`, `x_{campaignid}`, `${x}`; or is all of it:
    /// `[x]`, `<x>`, `*|x|*`, `%%X%%`, `__X__`.
    package var isPlaceholder: Bool {
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "{") {
            // A name's end is looked for in the bytes that a name may have: a flood of braces stays linear.
            let inner = bytes[(index + 1)...].prefix(Self.placeholderLimit).prefix { $0 != UInt8(ascii: "}") }
            if inner.endIndex < bytes.count, bytes[inner.endIndex] == UInt8(ascii: "}"), Self.isPlaceholderName(inner) {
                return true
            }
        }
        let brackets = [("[", "]"), ("<", ">"), ("*|", "|*"), ("%%", "%%"), ("__", "__")]
        // Undecoded, too: `%CA` of `%%CAMPAIGN%%` is an escape.
        return brackets.contains { open, close in
            [bytes, raw].contains { text in
                text.count > open.utf8.count + close.utf8.count && text.starts(with: open.utf8)
                    && text.reversed().starts(with: close.utf8.reversed())
                    && Self.isPlaceholderName(text.dropFirst(open.utf8.count).dropLast(close.utf8.count))
            }
        }
    }

    /// Bytes that a placeholder's name may have between its braces.
    private static let placeholderLimit = 200

    private static func isPlaceholderName(_ name: ArraySlice<UInt8>) -> Bool {
        name.contains(where: isLetterOrDigit)
            && name.allSatisfy { ValueAlphabet.contains($0) || " .:|$".utf8.contains($0) }
    }

    /// Whether percent-encoding is left after decoding.
    package var isStillEncoded: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "%") && index + 2 < bytes.count && HexDigit.value(of: bytes[index + 1]) != nil
                && HexDigit.value(of: bytes[index + 2]) != nil
        }
    }

    /// Whether it looks like an e-mail address.
    package var isAddress: Bool {
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
        return bytes[at...].dropFirst().contains(UInt8(ascii: "."))
    }

    /// A parameter that stands in the value behind what was meant to separate (`;utm_medium=`, `&amp;utm_medium=`), and the
    /// bytes before the separator.
    package var swallowedParameter: (parameter: Parameter, end: Int)? {
        let span = bytes.rawSpan
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte == UInt8(ascii: ";") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "?") else { continue }
            guard let parameter = ParameterName.exact(in: span, at: index + 1) else { continue }
            let isEntity = bytes[..<index].suffix(4).elementsEqual("&amp".utf8)
            return (parameter, isEntity ? index - 4 : index)
        }
        return nil
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        ValueAlphabet.contains(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
    }
}
