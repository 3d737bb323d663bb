import LinkTallyCore

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
        // A mark would join with the quote.
        guard !TerminalText.isDangerous(scalar), TerminalText.columns(scalar) > 0 else {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        return "'\(scalar)'"
    }
}
