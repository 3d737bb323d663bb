import LinkTallyCore

/// Cells of CSV (RFC 4180; lines end in LF, as other tools of a Unix shell expect).
package enum CSVText {
    /// Writes a cell of accepted bytes, which need no quotes and cannot form a formula that calls anything: as they are.
    static func write(accepted value: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(value)
    }

    /// Writes a cell of any text, quoted where it must be. One that a spreadsheet would take for a formula gets an
    /// apostrophe in front.
    ///
    /// - Parameter delimiter: What stands between cells.
    package static func write(
        _ text: RawSpan, delimiter: UInt8 = UInt8(ascii: ","), to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let isFormula = text.byteCount > 0 && "=+-@\t\r".utf8.contains(text.byte(at: 0))
        try write(text, delimiter, lead: isFormula ? "'" : "", to: &writer)
    }

    /// Writes a cell that came from the user's own sheet: quoted where it must be, else as it is.
    package static func write(
        own text: RawSpan, delimiter: UInt8, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try write(text, delimiter, lead: "", to: &writer)
    }

    private static func write(
        _ text: RawSpan, _ delimiter: UInt8, lead: String, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let isQuoted = text.byteOffsets.contains {
            let byte = text.byte(at: $0)
            return byte == delimiter || needsQuotes(byte)
        }
        if isQuoted { try writer.write(byte: UInt8(ascii: "\"")) }
        try writer.write(lead)
        guard isQuoted else { return try writer.write(text) }
        for index in text.byteOffsets {
            let byte = text.byte(at: index)
            if byte == UInt8(ascii: "\"") { try writer.write(byte: byte) }
            try writer.write(byte: byte)
        }
        try writer.write(byte: UInt8(ascii: "\""))
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}
