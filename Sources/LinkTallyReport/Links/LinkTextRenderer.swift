import LinkTallyCore

/// For people: a line with the link, then a row for each value, and below what is dropped a caret and the reason.
struct LinkTextRenderer: LinkRenderer {
    /// Columns of a link that are shown; of longer ones the middle is left out.
    private static let linkLimit = 1000
    /// Columns before the value in a row, and before a finding.
    private static let valueColumn = 32
    private static let findingColumn = 11
    /// Bytes of a link or finding that are looked at for an excerpt.
    private static let excerptLimit = 4096

    /// The row of a kept value up to the value. A constant, since a list can have a million links with several values each.
    private static func keptRow(_ parameter: Parameter) -> StaticString {
        switch parameter {
        case .source: "  kept     utm_source           "
        case .medium: "  kept     utm_medium           "
        case .campaign: "  kept     utm_campaign         "
        case .term: "  kept     utm_term             "
        case .content: "  kept     utm_content          "
        case .reference: "  kept     client_reference_id  "
        }
    }

    mutating func begin(to writer: inout ByteWriter) throws(WriteFailure) {}

    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try writeLink(bytes, check.link, place, to: &writer)
        if !check.isURL {
            try writer.write("  no URL   begins neither with a scheme such as https:// and a host, nor with / or ?\n")
        }
        if check.verdicts.present.isEmpty, check.findings.isEmpty {
            guard check.isURL else { return }
            return try writer.write(static: "  no UTM code and no client_reference_id\n")
        }
        for parameter in Parameter.allCases where check.verdicts.present.contains(parameter) {
            guard let record = check.verdicts.record(of: parameter) else { continue }
            if let reason = record.rejection {
                try writeDropped(parameter, reason, record, bytes, to: &writer)
            } else {
                try writer.write(static: Self.keptRow(parameter))
                try Self.writeKept(record, bytes, to: &writer)
                try writer.write(byte: UInt8(ascii: "\n"))
            }
        }
        for finding in check.findings { try write(finding, bytes, to: &writer) }
        if check.moreFindings > 0 {
            try writer.write("  and \(Figure.grouped(check.moreFindings)) more of this kind\n")
        }
    }

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws(WriteFailure) {
        guard totals.links != 1 else { return }
        func count(_ number: Int, _ one: String, _ many: String) -> String {
            "\(Figure.grouped(number)) \(number == 1 ? one : many)"
        }
        var text = totals.links == 0 ? "" : "\n"
        text += "\(count(totals.links, "link", "links")): \(count(totals.kept, "value", "values")) kept, "
        text += "\(Figure.grouped(totals.dropped)) dropped on \(count(totals.losing, "link", "links")), "
        text += "near misses on \(count(totals.suspect, "link", "links"))"
        if totals.notURL > 0 { text += ", \(Figure.grouped(totals.notURL)) no URL" }
        try writer.write(text + "\n")
    }

    private func writeLink(
        _ bytes: RawSpan, _ link: Range<Int>, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        if let place {
            try writer.write(place.shownInput)
            try writer.write(byte: UInt8(ascii: ":"))
            try writer.write(UInt64(place.line))
            try writer.write(static: ": ")
        }
        if link.count <= Self.linkLimit, bytes.isPrintableASCII(link) {
            try writer.write(bytes.extracting(link))
        } else {
            try writer.write(Self.fitted(bytes, link))
        }
        try writer.write(byte: UInt8(ascii: "\n"))
    }

    /// The link in at most `linkLimit` columns; of a long one only its ends are looked at.
    private static func fitted(_ bytes: RawSpan, _ link: Range<Int>) -> String {
        guard link.count > 2 * excerptLimit else {
            return TerminalText.fitted(TerminalCells(link.map { bytes.byte(at: $0) }[...]).text, linkLimit)
        }
        let front = link.prefix(excerptLimit).map { bytes.byte(at: $0) }
        let back = link.suffix(excerptLimit).map { bytes.byte(at: $0) }
        // The cut may go through a scalar, whose last bytes are then left out.
        let whole = back.drop { $0 & 0xC0 == 0x80 }
        return TerminalText.fitted(TerminalCells(front[...]).text + TerminalCells(whole).text, linkLimit)
    }

    /// An accepted value. Decoded, it has only letters, digits, dashes and underscores, and so nothing to escape.
    private static func writeKept(
        _ record: ValueRecord, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        guard record.isEscaped else { return try writer.write(bytes.extracting(record.range)) }
        let value = DecodedValue(bytes, record.range).bytes
        try writer.write(value.rawSpan)
    }

    private func writeDropped(
        _ parameter: Parameter, _ reason: RejectionReason, _ record: ValueRecord, _ bytes: RawSpan,
        to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let dropped = CheckedValue(parameter, reason, record, in: bytes)
        try writer.write(static: "  dropped  ")
        try writer.write(parameter.name)
        try writer.write(spaces: Self.valueColumn - Self.findingColumn - parameter.name.utf8.count)
        try write(
            dropped.value.bytes, at: dropped.place, dropped.message, column: Self.valueColumn, to: &writer)
    }

    /// The part of the link that a finding is about, with a caret below the byte that is wrong.
    private func write(
        _ finding: LinkFinding, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        switch finding.kind {
        case .duplicate: try writer.write(static: "  dropped  ")
        case .placeholder: try writer.write(static: "  kept     ")
        default: try writer.write(static: "  ignored  ")
        }
        let known = finding.range.prefix(Self.excerptLimit).map { bytes.byte(at: $0) }
        try write(
            known, at: finding.place - finding.range.lowerBound, FindingText.text(finding),
            column: Self.findingColumn, to: &writer)
    }

    private func write(
        _ bytes: [UInt8], at place: Int, _ message: String, column: Int, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let excerpt = Excerpt(bytes, at: place, room: TextTable.lineWidth - column)
        try writer.write(excerpt.text)
        try writer.write(byte: UInt8(ascii: "\n"))
        try writer.write(spaces: column + excerpt.caret)
        try writer.write(static: "^\n")
        try writer.write(spaces: Self.findingColumn)
        try writer.write(TerminalText.escaped(message))
        try writer.write(byte: UInt8(ascii: "\n"))
    }
}
