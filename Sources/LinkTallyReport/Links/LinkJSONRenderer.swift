import LinkTallyCore

/// For programs: schema `linktally-check/1`, a link a line.
struct LinkJSONRenderer: LinkRenderer {
    static let name = "json"

    private var json = JSONWriter()

    init() {}

    mutating func begin(to writer: inout ByteWriter) throws(WriteFailure) {
        try json.begin(static: #"{"schema":"linktally-check/1","links":["#, to: &writer)
    }

    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.begin(static: "\n{\"input\":", to: &writer)
        try json.string(place?.input, to: &writer)
        try json.begin(static: #""line":"#, to: &writer)
        try json.number(place?.line, to: &writer)
        try json.begin(static: #""link":"#, to: &writer)
        try json.string(repairing: bytes.extracting(check.link), to: &writer)
        try json.begin(
            static: check.isURL ? #""is_url":true,"parameters":["# : #""is_url":false,"parameters":["#, to: &writer)
        for parameter in Parameter.allCases {
            guard let record = check.verdicts.record(of: parameter) else { continue }
            if let reason = record.rejection {
                try write(parameter, reason, record, check.link.lowerBound, bytes, to: &writer)
            } else {
                try writeKept(parameter, record, bytes, to: &writer)
            }
            try json.begin(static: #""duplicates":"#, to: &writer)
            try json.number(Int(record.duplicates), to: &writer)
            try json.close("}", to: &writer)
        }
        try json.close("]", to: &writer)
        try json.begin(static: #""findings":["#, to: &writer)
        for finding in check.findings { try write(finding, check.link.lowerBound, bytes, to: &writer) }
        try json.close("]", to: &writer)
        try json.begin(static: #""more_findings":"#, to: &writer)
        try json.number(check.moreFindings, to: &writer)
        try json.close("}", to: &writer)
    }

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws(WriteFailure) {
        try json.close("]", to: &writer)
        try json.member(
            "totals",
            [
                "links": totals.links,
                "kept": totals.kept,
                "dropped": totals.dropped,
                "links_that_lose": totals.losing,
                "links_with_near_misses": totals.suspect,
                "no_url": totals.notURL,
            ], to: &writer)
        try json.close("}", to: &writer)
        try writer.write("\n")
    }

    /// The beginning of a value's entry, which nearly every value has: written as it is, for a million links.
    private static func kept(_ parameter: Parameter) -> StaticString {
        switch parameter {
        case .source: #"{"name":"utm_source","verdict":"accepted","value":"#
        case .medium: #"{"name":"utm_medium","verdict":"accepted","value":"#
        case .campaign: #"{"name":"utm_campaign","verdict":"accepted","value":"#
        case .term: #"{"name":"utm_term","verdict":"accepted","value":"#
        case .content: #"{"name":"utm_content","verdict":"accepted","value":"#
        case .reference: #"{"name":"client_reference_id","verdict":"accepted","value":"#
        }
    }

    private mutating func writeKept(
        _ parameter: Parameter, _ record: ValueRecord, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.begin(static: Self.kept(parameter), to: &writer)
        if record.isEscaped {
            let value = DecodedValue(bytes, record.range).bytes
            try json.string(repairing: value.rawSpan, to: &writer)
        } else {
            try json.string(repairing: bytes.extracting(record.range), to: &writer)
        }
    }

    private mutating func write(
        _ parameter: Parameter, _ reason: RejectionReason, _ record: ValueRecord, _ start: Int, _ bytes: RawSpan,
        to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let dropped = CheckedValue(parameter, reason, record, in: bytes)
        let place = Int(record.offset) + dropped.value.rawOffset(of: dropped.place)
        try json.open("{", to: &writer)
        try json.member("name", parameter.name, to: &writer)
        try json.member("verdict", "rejected", to: &writer)
        try json.member("reason", reason.name, to: &writer)
        try json.member("value", String(decoding: dropped.value.bytes, as: UTF8.self), to: &writer)
        try json.member("byte", dropped.place + 1, to: &writer)
        try json.member("link_byte", place - start + 1, to: &writer)
        try json.member("message", dropped.message, to: &writer)
        try json.member("suggestion", dropped.nearest?.text, to: &writer)
    }

    private mutating func write(
        _ finding: LinkFinding, _ start: Int, _ bytes: RawSpan, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        try json.open("{", to: &writer)
        try json.member("code", finding.kind.rawValue, to: &writer)
        try json.member("parameter", finding.parameter.name, to: &writer)
        try json.name("text", to: &writer)
        try json.string(repairing: bytes.extracting(finding.range), to: &writer)
        try json.member("link_byte", finding.place - start + 1, to: &writer)
        try json.member("message", FindingText.text(finding), to: &writer)
        try json.close("}", to: &writer)
    }
}
