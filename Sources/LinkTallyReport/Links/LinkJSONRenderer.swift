import LinkTallyCore

/// For programs: schema `linktally-check/1`, a link a line.
struct LinkJSONRenderer: LinkRenderer {
    /// Whether a link was written.
    private var hasLinks = false

    mutating func begin(to writer: inout ByteWriter) throws {
        try writer.write(static: #"{"schema":"linktally-check/1","links":["#)
    }

    mutating func write(
        _ check: borrowing LinkCheck, of bytes: RawSpan, _ place: LinkPlace?, to writer: inout ByteWriter
    ) throws {
        try writer.json(needsComma: hasLinks) { json in
            try json.entry { json in
                try json.member("input", place?.input)
                try json.member("line", place?.line)
                try json.member("link", repairing: bytes.extracting(check.link))
                try json.member("is_url", check.isURL)
                try json.array("parameters") { json in
                    for parameter in Parameter.allCases {
                        guard let record = check.verdicts.record(of: parameter) else { continue }
                        if let reason = record.rejection {
                            try dropped(parameter, reason, record, check.link.lowerBound, bytes, &json)
                        } else {
                            try kept(parameter, record, bytes, &json)
                        }
                    }
                }
                try json.array("findings") { json in
                    for finding in check.findings { try write(finding, check.link.lowerBound, bytes, &json) }
                }
                try json.member("more_findings", check.moreFindings)
            }
        }
        hasLinks = true
    }

    mutating func end(_ totals: LinkTotals, to writer: inout ByteWriter) throws {
        try writer.write(static: #"],"totals":"#)
        try writer.json { json in
            try json.object { json in
                try json.member("links", totals.links)
                try json.member("kept", totals.kept)
                try json.member("dropped", totals.dropped)
                try json.member("links_that_lose", totals.losing)
                try json.member("links_with_near_misses", totals.suspect)
                try json.member("no_url", totals.notURL)
            }
        }
        try writer.write(static: "}\n")
    }

    /// The object of a kept value up to the value. A constant, since a list can have a million links with several values each.
    private static func keptStart(_ parameter: Parameter) -> StaticString {
        switch parameter {
        case .source: #"{"name":"utm_source","verdict":"accepted","value":"#
        case .medium: #"{"name":"utm_medium","verdict":"accepted","value":"#
        case .campaign: #"{"name":"utm_campaign","verdict":"accepted","value":"#
        case .term: #"{"name":"utm_term","verdict":"accepted","value":"#
        case .content: #"{"name":"utm_content","verdict":"accepted","value":"#
        case .reference: #"{"name":"client_reference_id","verdict":"accepted","value":"#
        }
    }

    private func kept(
        _ parameter: Parameter, _ record: ValueRecord, _ bytes: RawSpan, _ json: inout JSONWriter
    ) throws {
        try json.object(beginning: Self.keptStart(parameter)) { json in
            if record.isEscaped {
                try json.value(repairing: DecodedValue(bytes, record.range).bytes.rawSpan)
            } else {
                try json.value(repairing: bytes.extracting(record.range))
            }
            try json.member("duplicates", Int(record.duplicates))
        }
    }

    private func dropped(
        _ parameter: Parameter, _ reason: RejectionReason, _ record: ValueRecord, _ start: Int, _ bytes: RawSpan,
        _ json: inout JSONWriter
    ) throws {
        let dropped = CheckedValue(parameter, reason, record, in: bytes)
        let place = Int(record.offset) + dropped.value.rawOffset(of: dropped.place)
        try json.object { json in
            try json.member("name", parameter.name)
            try json.member("verdict", "rejected")
            try json.member("reason", reason.name)
            try json.member("value", repairing: dropped.value.bytes.rawSpan)
            try json.member("byte", dropped.place + 1)
            try json.member("link_byte", place - start + 1)
            try json.member("message", dropped.message)
            try json.member("suggestion", dropped.nearest?.text)
            try json.member("duplicates", Int(record.duplicates))
        }
    }

    private func write(_ finding: LinkFinding, _ start: Int, _ bytes: RawSpan, _ json: inout JSONWriter) throws {
        try json.object { json in
            try json.member("code", finding.kind.rawValue)
            try json.member("parameter", finding.parameter.name)
            try json.member("text", repairing: bytes.extracting(finding.range))
            try json.member("link_byte", finding.place - start + 1)
            try json.member("message", FindingText.text(finding))
        }
    }
}
