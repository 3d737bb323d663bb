import LinkTallyCore

/// Cells of CSV (RFC 4180; lines end in LF, as other tools of a Unix shell expect).
///
/// There are three kinds of cells:
/// - *Accepted* values and references stand byte for byte, so that they can be joined with other data. They may begin with
///   `-`, and a spreadsheet may then compute (`-1-2`); but of letters, digits, dashes and underscores no formula can be made
///   that calls or fetches anything.
/// - *Text* that strangers chose (links, what payment events say): where a spreadsheet would take it for a formula it gets an
///   apostrophe in front (OWASP, CSV injection), and control characters, which terminals obey and readers of CSV stumble over,
///   stand as in reports for people: `\x1B`. TAB, CR, LF and bytes that are not UTF-8 stay; JSON has all of it exactly.
/// - The user's *own* cells of a sheet come back as they were.
package enum CSVText {
    /// Writes a cell of accepted bytes, which need no quotes.
    static func write(accepted value: RawSpan, to writer: inout ByteWriter) throws(WriteFailure) {
        try writer.write(value)
    }

    /// Writes a cell of any text.
    ///
    /// - Parameter delimiter: What stands between cells.
    package static func write(
        _ text: RawSpan, delimiter: UInt8 = UInt8(ascii: ","), to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try write(text, delimiter, isOwn: false, to: &writer)
    }

    /// Writes a cell that came from the user's own sheet.
    package static func write(
        own text: RawSpan, delimiter: UInt8, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try write(text, delimiter, isOwn: true, to: &writer)
    }

    private static func write(
        _ text: RawSpan, _ delimiter: UInt8, isOwn: Bool, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        var (isQuoted, hasControl) = (false, false)
        for index in text.byteOffsets {
            let byte = text.byte(at: index)
            if byte == delimiter || needsQuotes(byte) { isQuoted = true }
            if !isOwn, control(in: text, at: index) != nil { hasControl = true }
        }
        if isQuoted { try writer.write(byte: UInt8(ascii: "\"")) }
        if !isOwn, isFormula(text) { try writer.write(byte: UInt8(ascii: "'")) }
        guard isQuoted || hasControl else { return try writer.write(text) }
        var index = 0
        while index < text.byteCount {
            if hasControl, let control = control(in: text, at: index) {
                try writer.write(TerminalText.escaped(String(control.scalar)))
                index += control.size
                continue
            }
            let byte = text.byte(at: index)
            if byte == UInt8(ascii: "\"") { try writer.write(byte: byte) }
            try writer.write(byte: byte)
            index += 1
        }
        if isQuoted { try writer.write(byte: UInt8(ascii: "\"")) }
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }

    /// Whether a spreadsheet may take a cell for a formula: it begins with a sign of one, with the sign's full-width form, which
    /// some programs treat alike, or with white space, which some pass over.
    private static func isFormula(_ text: RawSpan) -> Bool {
        guard text.byteCount > 0 else { return false }
        switch text.byte(at: 0) {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            return true
        case 0xEF:
            // U+FF0B, U+FF0D, U+FF1D and U+FF20.
            guard text.byteCount > 2, text.byte(at: 1) == 0xBC else { return false }
            return [0x8B, 0x8D, 0x9D, 0xA0].contains(text.byte(at: 2))
        default: return false
        }
    }

    /// The control character at `index` and how many bytes it has; nil for TAB, CR and LF, which a quoted cell may have.
    private static func control(in text: RawSpan, at index: Int) -> (scalar: Unicode.Scalar, size: Int)? {
        let byte = text.byte(at: index)
        switch byte {
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return nil
        case ..<0x20, 0x7F: return (Unicode.Scalar(byte), 1)
        case 0xC2:
            guard index + 1 < text.byteCount, 0x80..<0xA0 ~= text.byte(at: index + 1) else { return nil }
            return (Unicode.Scalar(text.byte(at: index + 1)), 2)
        default: return nil
        }
    }
}
