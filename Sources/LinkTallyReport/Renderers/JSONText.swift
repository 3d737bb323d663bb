import LinkTallyCore

/// Strings of JSON (RFC 8259).
enum JSONText {
    /// Writes valid UTF-8 as a string, with quotes.
    ///
    /// Escaped are quote, backslash, and what a terminal may do something else with than show it (`TerminalText`): control
    /// characters, also U+2028 and U+2029, which are line ends to JavaScript, and marks that turn the direction of text.
    static func write(_ text: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(byte: UInt8(ascii: "\""))
        var index = 0
        if text.isUnescapedInJSON(0..<text.byteCount) {
            try writer.write(text)
            index = text.byteCount
        }
        while index < text.byteCount {
            let byte = text.byte(at: index)
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                try writer.write(byte: UInt8(ascii: "\\"))
                try writer.write(byte: byte)
            case ..<0x20, 0x7F: try escape(UInt16(byte), to: &writer)
            case 0xC2, 0xD8, 0xE2, 0xEF, 0xF3:
                // The first bytes of all dangerous scalars.
                index += try writeScalar(text, at: index, to: &writer)
                continue
            default: try writer.write(byte: byte)
            }
            index += 1
        }
        try writer.write(byte: UInt8(ascii: "\""))
    }

    /// Writes the scalar at `index`, escaped where it is dangerous; returns its bytes.
    private static func writeScalar(
        _ text: RawSpan, at index: Int, to writer: inout ByteWriter
    ) throws(WriteFailure) -> Int {
        var iterator = (index..<min(index + 4, text.byteCount)).map { text.byte(at: $0) }.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator), TerminalText.isDangerous(scalar) else {
            try writer.write(byte: text.byte(at: index))
            return 1
        }
        for unit in UTF16.encode(scalar)! { try escape(unit, to: &writer) }
        return UTF8.width(scalar)
    }

    /// Writes `text` as a string, with quotes.
    static func write(_ text: String, to writer: inout ByteWriter) throws(WriteFailure) {
        try write(text.rawSpan, to: &writer)
    }

    private static func escape(_ unit: UInt16, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write("\\u")
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xF)
            try writer.write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
