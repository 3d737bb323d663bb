import LinkTallyCore

/// Strings of JSON (RFC 8259).
enum JSONText {
    /// Writes valid UTF-8 as a string, with quotes.
    ///
    /// Escaped are quote, backslash, all control characters (also DEL and C1, so that a terminal is safe) and U+2028 and
    /// U+2029 (so that JavaScript is).
    static func write(_ text: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(byte: UInt8(ascii: "\""))
        var index = 0
        if text.isUnescapedInJSON(0..<text.byteCount) {
            try writer.write(text)
            index = text.byteCount
        }
        while index < text.byteCount {
            let byte = text.byte(at: index)
            let next = index + 1 < text.byteCount ? text.byte(at: index + 1) : 0
            let third = index + 2 < text.byteCount ? text.byte(at: index + 2) : 0
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                try writer.write(byte: UInt8(ascii: "\\"))
                try writer.write(byte: byte)
            case ..<0x20, 0x7F: try escape(UInt16(byte), to: &writer)
            case 0xC2 where next < 0xA0:
                try escape(UInt16(next), to: &writer)
                index += 1
            case 0xE2 where next == 0x80 && (third == 0xA8 || third == 0xA9):
                try escape(0x2000 + UInt16(third) - 0x80, to: &writer)
                index += 2
            default: try writer.write(byte: byte)
            }
            index += 1
        }
        try writer.write(byte: UInt8(ascii: "\""))
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
