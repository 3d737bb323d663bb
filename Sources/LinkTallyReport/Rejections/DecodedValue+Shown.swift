import LinkTallyCore

extension DecodedValue {
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
}
