import LinkTallyCore

/// Cells of CSV (RFC 4180; lines end in LF, as other tools of a Unix shell expect).
enum CSVText {
    /// Writes a cell of accepted bytes, which need no quotes and cannot form a formula that calls anything: as they are.
    static func write(accepted value: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(value)
    }

    /// Writes a cell of any text, quoted where it must be. One that a spreadsheet would take for a formula gets an
    /// apostrophe in front.
    static func write(_ text: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        let isFormula = text.byteCount > 0 && "=+-@\t\r".utf8.contains(text.byte(at: 0))
        let isQuoted = text.byteOffsets.contains { ",\"\n\r".utf8.contains(text.byte(at: $0)) }
        if isQuoted { try writer.write(byte: UInt8(ascii: "\"")) }
        if isFormula { try writer.write(byte: UInt8(ascii: "'")) }
        for index in text.byteOffsets {
            let byte = text.byte(at: index)
            if byte == UInt8(ascii: "\"") { try writer.write(byte: byte) }
            try writer.write(byte: byte)
        }
        if isQuoted { try writer.write(byte: UInt8(ascii: "\"")) }
    }
}
