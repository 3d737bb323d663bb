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
        switch reason {
        case .empty: "nothing stands behind the name; give it a value or leave it out"
        case .duplicate: "stands more than once; only the first counts"
        case .tooLong: tooLong(parameter, DecodedValue(value))
        case .invalidByte: invalidByte(parameter, DecodedValue(value), isRedacted)
        }
    }

    private static func tooLong(_ parameter: Parameter, _ value: DecodedValue) -> String {
        let length = value.length.map { "\($0)" } ?? "more than \(parameter.limit)"
        return "\(length) bytes long; at most \(parameter.limit) are kept"
    }

    private static func invalidByte(_ parameter: Parameter, _ value: DecodedValue, _ isRedacted: Bool) -> String {
        guard let index = value.firstForbidden else {
            return "a byte behind the first \(value.bytes.count) is not allowed"
        }
        let isLetter = isRedacted && value.bytes[index] >= 0x80
        let byte = isLetter ? "a character outside ASCII" : DecodedValue.shown(value.bytes[index...])
        let message = "\(byte)\(written(value, index)) at byte \(index + 1) is not allowed"
        return isRedacted ? message : message + advice(parameter, value)
    }

    /// How the byte stands in the link, where that explains it.
    private static func written(_ value: DecodedValue, _ index: Int) -> String {
        switch (value.bytes[index], value.forms[index]) {
        case (UInt8(ascii: " "), .plus): " (written +)"
        case (UInt8(ascii: " "), .escape): " (written %20)"
        case (UInt8(ascii: "%"), .plain): " (begins no escape)"
        default: ""
        }
    }

    private static func advice(_ parameter: Parameter, _ value: DecodedValue) -> String {
        if value.isPlaceholder { return "; looks like an unfilled placeholder" }
        if value.isEncodedTwice { return "; the value is percent-encoded twice" }
        if value.isAddress { return "; use an id, not an e-mail address" }
        if value.bytes.contains(where: { $0 >= 0x80 }) { return "; only ASCII letters are kept" }
        guard !value.isCut, let suggestion = value.suggestion, suggestion.utf8.count <= parameter.limit else {
            return ""
        }
        return "; try \(suggestion)"
    }
}
