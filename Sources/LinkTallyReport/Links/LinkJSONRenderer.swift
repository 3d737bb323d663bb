import LinkTallyCore

/// For programs: schema `linktally-check/1`, a link a line.
struct LinkJSONRenderer: LinkRenderer {
    static let name = "json"

    private var json = JSONWriter()

    init() {}

    mutating func begin(to writer: inout ByteWriter) throws(WriteFailure) {
        try json.open("{", to: &writer)
        try json.member("schema", "linktally-check/1", to: &writer)
        try json.name(static: "links", to: &writer)
        try json.open("[", to: &writer)
    }

    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.openEntry(to: &writer)
        try json.name(static: "input", to: &writer)
        try json.string(place?.input, to: &writer)
        try json.name(static: "line", to: &writer)
        try json.number(place?.line, to: &writer)
        try member("link", check.link, bytes, to: &writer)
        try json.name(static: "is_url", to: &writer)
        try json.flag(check.isURL, to: &writer)
        try json.name(static: "parameters", to: &writer)
        try json.open("[", to: &writer)
        for parameter in Parameter.allCases {
            guard let record = check.verdicts.record(of: parameter) else { continue }
            try write(parameter, record, check.link.lowerBound, bytes, to: &writer)
        }
        try json.close("]", to: &writer)
        try json.name(static: "findings", to: &writer)
        try json.open("[", to: &writer)
        for finding in check.findings { try write(finding, check.link.lowerBound, bytes, to: &writer) }
        try json.close("]", to: &writer)
        try json.name(static: "more_findings", to: &writer)
        try json.number(check.moreFindings, to: &writer)
        try json.close("}", to: &writer)
    }

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws(WriteFailure) {
        try json.close("]", to: &writer)
        try json.name(static: "totals", to: &writer)
        try json.open("{", to: &writer)
        try json.member("links", totals.links, to: &writer)
        try json.member("kept", totals.kept, to: &writer)
        try json.member("dropped", totals.dropped, to: &writer)
        try json.member("links_that_lose", totals.losing, to: &writer)
        try json.member("links_with_near_misses", totals.suspect, to: &writer)
        try json.member("no_url", totals.notURL, to: &writer)
        try json.close("}", to: &writer)
        try json.close("}", to: &writer)
        try writer.write("\n")
    }

    /// `Parameter.name`, which would be looked through for every value.
    private static func name(_ parameter: Parameter) -> StaticString {
        switch parameter {
        case .source: "utm_source"
        case .medium: "utm_medium"
        case .campaign: "utm_campaign"
        case .term: "utm_term"
        case .content: "utm_content"
        case .reference: "client_reference_id"
        }
    }

    private mutating func write(
        _ parameter: Parameter, _ record: ValueRecord, _ start: Int, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.open("{", to: &writer)
        try json.name(static: "name", to: &writer)
        try json.string(static: Self.name(parameter), to: &writer)
        try json.name(static: "verdict", to: &writer)
        try json.string(static: record.rejection == nil ? "accepted" : "rejected", to: &writer)
        if let reason = record.rejection {
            let dropped = CheckedValue(parameter, reason, record, in: bytes)
            try json.member("reason", reason.name, to: &writer)
            try json.member("value", String(decoding: dropped.value.bytes, as: UTF8.self), to: &writer)
            try json.member("byte", dropped.place + 1, to: &writer)
            let place = Int(record.offset) + dropped.value.rawOffset(of: dropped.place)
            try json.member("link_byte", place - start + 1, to: &writer)
            try json.member("message", dropped.message, to: &writer)
            try json.member("suggestion", dropped.nearest?.text, to: &writer)
        } else if record.isEscaped {
            let value = DecodedValue(record.range.map { bytes.byte(at: $0) }, isCut: false)
            try json.member("value", String(decoding: value.bytes, as: UTF8.self), to: &writer)
        } else {
            try member("value", record.range, bytes, to: &writer)
        }
        try json.name(static: "duplicates", to: &writer)
        try json.number(Int(record.duplicates), to: &writer)
        try json.close("}", to: &writer)
    }

    private mutating func write(
        _ finding: LinkFinding, _ start: Int, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.open("{", to: &writer)
        try json.member("code", finding.kind.rawValue, to: &writer)
        try json.member("parameter", finding.parameter.name, to: &writer)
        try member("text", finding.range, bytes, to: &writer)
        try json.member("link_byte", finding.place - start + 1, to: &writer)
        try json.member("message", FindingText.text(finding), to: &writer)
        try json.close("}", to: &writer)
    }

    /// Bytes of the link as a string.
    private mutating func member(
        _ name: StaticString, _ range: Range<Int>, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.name(static: name, to: &writer)
        try json.string(repairing: bytes.extracting(range), to: &writer)
    }
}
