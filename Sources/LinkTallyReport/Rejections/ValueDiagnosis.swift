import LinkTallyCore

/// Why a value is dropped, in words, and what would be kept instead.
package enum ValueDiagnosis {
    /// A sentence to stand behind `name=value: `.
    ///
    /// - Parameters:
    ///   - value: The value as it stands in the log, at most the first 256 bytes of it.
    ///   - isRedacted: Nobody may read the value: nothing is quoted from it but the byte that is not allowed, and not
    ///     that where it may belong to a letter.
    package static func text(
        _ parameter: Parameter, _ reason: RejectionReason, _ value: [UInt8], isRedacted: Bool = false
    ) -> String {
        let value = DecodedValue(logged: value)
        return text(parameter, reason, value, length: value.length, isRedacted: isRedacted)
    }

    /// The same for a value of a link.
    ///
    /// - Parameters:
    ///   - length: Bytes of the whole value after decoding; nil where they are not known.
    ///   - hasAdvice: Whether to say what to write instead.
    package static func text(
        _ parameter: Parameter, _ reason: RejectionReason, _ value: DecodedValue, length: Int?,
        isRedacted: Bool = false, hasAdvice: Bool = true
    ) -> String {
        switch reason {
        case .empty: "nothing stands behind the name" + (hasAdvice ? "; give it a value or leave it out" : "")
        case .duplicate: "stands more than once; only the first counts"
        case .tooLong: tooLong(parameter, length)
        case .invalidByte: invalidByte(parameter, value, isRedacted, hasAdvice: hasAdvice && !isRedacted)
        }
    }

    private static func tooLong(_ parameter: Parameter, _ length: Int?) -> String {
        let length = length.map { "\($0)" } ?? "more than \(parameter.limit)"
        return "\(length) bytes long; at most \(parameter.limit) are kept"
    }

    private static func invalidByte(
        _ parameter: Parameter, _ value: DecodedValue, _ isRedacted: Bool, hasAdvice: Bool
    ) -> String {
        guard let index = value.firstForbidden else {
            return "a byte behind the first \(value.bytes.count) is not allowed"
        }
        let isLetter = isRedacted && value.bytes[index] >= 0x80
        let byte = isLetter ? "a character outside ASCII" : DecodedValue.shown(value.bytes[index...])
        let message = "\(byte)\(written(value, index)) at byte \(index + 1) is not allowed"
        return hasAdvice ? message + advice(parameter, value) : message
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

    private static func advice(_ parameter: Parameter, _ value: DecodedValue) -> String {
        if value.isPlaceholder { return "; looks like an unfilled placeholder" }
        if let swallowed = value.swallowedParameter { return "; write & in front of \(swallowed.parameter)" }
        if value.isAddress { return "; use an id, not an e-mail address" }
        let twice =
            !value.isStillEncoded ? "" : "; the value is percent-encoded\(value.isPlainText ? "" : " twice")"
        if !value.isCut, let nearest = ParameterValue.nearest(to: value, for: parameter) {
            return "\(twice); try \(nearest.text)"
        }
        return twice.isEmpty && value.bytes.contains { $0 >= 0x80 } ? "; only ASCII letters are kept" : twice
    }
}
