import LinkTallyCore

/// Why a value is dropped, in words, and what would be kept instead.
package enum ValueDiagnosis {
    /// A sentence to stand behind `name=value: `.
    ///
    /// - Parameters:
    ///   - value: The value as it stands in the log, at most the first 256 bytes of it.
    ///   - isRedacted: `value` is a shape; nothing is said that it does not show.
    package static func text(
        _ parameter: Parameter, _ reason: RejectionReason, _ value: [UInt8], isRedacted: Bool = false
    ) -> String {
        switch reason {
        case .empty: "nothing stands behind the name; give it a value or leave it out"
        case .duplicate: "stands more than once; only the first counts"
        case .tooLong: tooLong(parameter, value)
        case .invalidByte: isRedacted ? redacted(value) : invalidByte(parameter, value)
        }
    }

    /// Bytes of a raw value that are kept (rule R16).
    private static let rawLimit = 256

    private static func tooLong(_ parameter: Parameter, _ value: [UInt8]) -> String {
        let length = DecodedValue(value).bytes.count
        let size = value.count >= rawLimit ? "\(parameter.limit) or more" : "\(length)"
        return "\(size) bytes are too many; at most \(parameter.limit) are kept"
    }

    private static func redacted(_ value: [UInt8]) -> String {
        guard let index = value.firstIndex(where: { !DecodedValue.isAllowed($0) }) else {
            return "a byte is not allowed"
        }
        switch value[index] {
        case UInt8(ascii: "%"): return "a percent-encoded byte, or a bare '%', is not allowed"
        case UInt8(ascii: "+"): return "' ' (written +) at byte \(index + 1) is not allowed"
        default: return "\(DecodedValue.shown(value[index...])) at byte \(index + 1) is not allowed"
        }
    }

    private static func invalidByte(_ parameter: Parameter, _ value: [UInt8]) -> String {
        let decoded = DecodedValue(value)
        guard let index = decoded.firstForbidden else { return "a byte behind the first \(rawLimit) is not allowed" }
        let place = "\(DecodedValue.shown(decoded.bytes[index...]))\(written(decoded, index)) at byte \(index + 1)"
        return "\(place) is not allowed\(advice(parameter, decoded, isCut: value.count >= rawLimit))"
    }

    /// How the byte stands in the link, where it looks different there.
    private static func written(_ decoded: DecodedValue, _ index: Int) -> String {
        decoded.bytes[index] == UInt8(ascii: " ") ? " (written \(decoded.isPlus[index] ? "+" : "%20"))" : ""
    }

    private static func advice(_ parameter: Parameter, _ decoded: DecodedValue, isCut: Bool) -> String {
        if decoded.isPlaceholder { return "; looks like an unfilled placeholder" }
        if decoded.isEncodedTwice { return "; the value is percent-encoded twice" }
        if decoded.isAddress { return "; use an id, not an e-mail address" }
        if decoded.bytes.contains(where: { $0 >= 0x80 }) { return "; only ASCII letters are kept" }
        guard !isCut, let suggestion = decoded.suggestion, suggestion.utf8.count <= parameter.limit else { return "" }
        return "; try \(suggestion)"
    }
}
