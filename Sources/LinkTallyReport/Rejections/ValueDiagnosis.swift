import LinkTallyCore

/// Why a value is dropped, in words, and what would be kept instead.
package enum ValueDiagnosis {
    /// A sentence to stand behind `name=value: `.
    ///
    /// - Parameters:
    ///   - value: The value as it stands in the log, at most the first 256 bytes of it.
    ///   - isRedacted: Whether the value may be personal data. Of such a value only the byte that is not allowed is quoted, and
    ///     not even that where it may belong to a letter.
    package static func text(
        _ parameter: Parameter, _ reason: RejectionReason, _ value: [UInt8], isRedacted: Bool = false
    ) -> String {
        let value = DecodedValue(logged: value)
        let rejection = ValueRejection(parameter, reason, value)
        let why = why(rejection, length: value.length, isRedacted: isRedacted)
        switch reason {
        case .empty: return why + emptyAdvice
        case .invalidByte where !isRedacted:
            return why + advice(rejection, nearest: value.isCut ? nil : rejection.nearest)
        case .invalidByte, .tooLong, .duplicate: return why
        }
    }

    /// The same for a value of a link.
    ///
    /// - Parameter nearest: The value to propose, where one is obvious.
    package static func text(_ rejection: ValueRejection, nearest: ParameterValue?) -> String {
        let why = why(rejection)
        return switch rejection.reason {
        case .empty: why + emptyAdvice
        case .duplicate: why
        case .tooLong: why + (nearest.map { "; try \($0.text)" } ?? "")
        case .invalidByte: why + advice(rejection, nearest: nearest)
        }
    }

    /// What would be kept instead of a value as it stands in the log: what `text` says to try.
    static func mended(_ parameter: Parameter, _ reason: RejectionReason, _ value: [UInt8]) -> String? {
        let value = DecodedValue(logged: value)
        guard reason == .invalidByte, !value.isCut, value.firstForbidden != nil, !value.isPlaceholder,
            value.swallowedParameter == nil, !value.isAddress
        else { return nil }
        return ValueRejection(parameter, reason, value).nearest?.text
    }

    /// The bytes of a value as it stands in the log for which it is dropped: the character that is not allowed, with its
    /// escape, or what is too much; nil where none is to blame.
    static func mark(_ parameter: Parameter, _ reason: RejectionReason, _ raw: [UInt8]) -> Range<Int>? {
        let value = DecodedValue(logged: raw)
        switch reason {
        case .empty, .duplicate: return nil
        case .tooLong:
            guard value.bytes.count > parameter.limit else { return nil }
            return value.rawOffset(of: parameter.limit)..<raw.count
        case .invalidByte:
            guard let index = value.firstForbidden else { return nil }
            // A character of several bytes is marked whole.
            var end = index + 1
            while end < value.bytes.count, value.bytes[index] >= 0xC0, value.bytes[end] & 0xC0 == 0x80 { end += 1 }
            return value.rawOffset(of: index)..<value.rawOffset(of: end)
        }
    }

    /// The reason alone.
    package static func why(_ rejection: ValueRejection) -> String {
        why(rejection, length: rejection.value.isCut ? nil : rejection.value.bytes.count, isRedacted: false)
    }

    /// - Parameter length: Bytes of the whole value after decoding; nil where they are not known.
    private static func why(_ rejection: ValueRejection, length: Int?, isRedacted: Bool) -> String {
        switch rejection.reason {
        case .empty: return "nothing stands behind the name"
        case .duplicate: return "stands more than once; only the first counts"
        case .tooLong:
            let limit = rejection.parameter.limit
            return "\(length.map { "\($0)" } ?? "more than \(limit)") bytes long; at most \(limit) are kept"
        case .invalidByte: return invalidByte(rejection.value, isRedacted)
        }
    }

    private static let emptyAdvice = "; give it a value or leave it out"

    private static func invalidByte(_ value: DecodedValue, _ isRedacted: Bool) -> String {
        guard let index = value.firstForbidden else {
            return "a byte behind the first \(value.bytes.count) is not allowed"
        }
        let isLetter = isRedacted && value.bytes[index] >= 0x80
        let byte = isLetter ? "a character outside ASCII" : DecodedValue.shown(value.bytes[index...])
        return "\(byte)\(written(value, index)) at byte \(index + 1) is not allowed"
    }

    /// How the byte stands in the link, where that explains it.
    private static func written(_ value: DecodedValue, _ index: Int) -> String {
        switch (value.bytes[index], value.forms[index]) {
        case (UInt8(ascii: " "), .plus): " (written +)"
        case (UInt8(ascii: " "), .escape): " (written %20)"
        case (UInt8(ascii: "%"), .plain) where !value.isPlainText: " (begins no escape)"
        default: ""
        }
    }

    private static func advice(_ rejection: ValueRejection, nearest: ParameterValue?) -> String {
        let value = rejection.value
        // The byte lies behind the part of the value that was kept.
        guard value.firstForbidden != nil else { return "" }
        if value.isPlaceholder { return "; looks like an unfilled placeholder" }
        if let swallowed = value.swallowedParameter { return "; write & in front of \(swallowed.parameter)" }
        if value.isAddress { return "; use an id, not an e-mail address" }
        let twice = !value.isStillEncoded ? "" : "; the value is percent-encoded\(value.isPlainText ? "" : " twice")"
        if let nearest { return "\(twice); try \(nearest.text)" }
        return twice.isEmpty && value.bytes.contains { $0 >= 0x80 } ? "; only ASCII letters are kept" : twice
    }
}

extension DecodedValue {
    /// The character that `bytes` begin with, for a message: quoted, or a number where it cannot be shown.
    static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator),
            scalar.value >= 0x80 || !TerminalText.isDangerous(scalar)
        else {
            let byte = bytes.first ?? 0
            return "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        // A combining mark would join with the quote before it.
        guard !TerminalText.isDangerous(scalar), TerminalText.columns(scalar) > 0 else {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return "'\(scalar)'"
    }
}
