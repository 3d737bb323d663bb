import LinkTallyCore

/// What was dropped and why: the part of the report that people act on. A value counts over all links.
enum TextRejections {
    static func write(
        _ summary: borrowing Summary, _ options: ReportOptions, to writer: inout ByteWriter
    ) throws(WriteFailure) {
        let title = "What was dropped and why"
        let values = summary.rejectedValues()
        guard values.count > 0 else {
            let hasDuplicates = Parameter.allCases.contains { summary.parameters[$0].duplicate > 0 }
            let but = hasDuplicates ? " but repeated ones" : ""
            return try writer.write("\n\(title)\n  No value was dropped\(but).\n")
        }
        if options.redactsRejected {
            let merged = ShownValue.shapes(values, summary)
            try writer.write("\n\(title)\(TextRenderer.more(merged.count, options))\n")
            for value in merged.prefix(options.top ?? merged.count) {
                try writer.write(entry(value, summary.inputs[value.exampleInput].name))
            }
        } else {
            try writer.write("\n\(title)\(TextRenderer.more(values.count, options))\n")
            try values.forEach(of: summary, limit: options.top) { row throws(WriteFailure) in
                try writer.write(
                    entry(ShownValue(row, isRedacted: false), summary.inputs[row.exampleInput].name))
            }
        }
    }

    private static let indent = 10

    /// Hits, value and reason on one line where they fit, else on two; then the link and an example place.
    private static func entry(_ row: ShownValue, _ input: String) -> String {
        let hits = Figure.grouped(row.hits)
        let margin = String(repeating: " ", count: indent)
        let lead = String(repeating: " ", count: max(0, indent - 2 - hits.count)) + hits + "  "
        let room = TextTable.lineWidth - max(indent, lead.count)
        let why = TerminalText.escaped(row.diagnosis)
        let value = TerminalText.escaped("\(row.parameter.name)=\(String(decoding: row.value, as: UTF8.self))")
        let line = "\(value): \(why)"
        var text = lead
        if TerminalText.width(line) <= room {
            text += line + "\n"
        } else {
            text += TerminalText.fitted(value, room - 1) + ":\n"
            text += margin + TerminalText.fitted(why, room) + "\n"
        }
        text += margin + place(row, TerminalText.escaped(input), room) + "\n"
        return text
    }

    /// Links and example place in `room` columns: of a long input name and a long link, each leaves room for the other.
    private static func place(_ row: ShownValue, _ input: String, _ room: Int) -> String {
        let links: String
        switch row.links {
        case 1: links = "on "
        case let count?: links = "on \(Figure.grouped(count)) links, first "
        case nil: links = "first on "
        }
        let line = ":\(row.exampleLine)"
        let left = room - links.count - " at ".count - line.count
        let name = TerminalText.fitted(input, min(30, max(left - 10, 1)))
        let link = row.link.isEmpty ? "(no path)" : TerminalText.escaped(String(decoding: row.link, as: UTF8.self))
        return links + TerminalText.fitted(link, left - TerminalText.width(name)) + " at \(name)\(line)"
    }
}

/// A rejected value over all links as the text report shows it.
struct ShownValue {
    let parameter: Parameter
    let reason: RejectionReason
    /// The value as it stood in the log or, where values are redacted, its shape.
    let value: [UInt8]
    private(set) var hits: UInt64
    /// Links that have it; nil of a shape of several values, whose links may be the same.
    private(set) var links: Int?
    /// Link, index of the input, and line from 1 of the first line that has it.
    private(set) var link: [UInt8]
    private(set) var exampleInput: Int
    private(set) var exampleLine: Int
    /// The value in that line as it stood there: only a diagnosis may be made of it where values are redacted.
    private var exampleValue: [UInt8]
    private let isRedacted: Bool
    /// Whether it stands for all values that are not told apart any more.
    private let isFolded: Bool

    init(_ row: borrowing RejectedValueRow, isRedacted: Bool) {
        parameter = row.parameter
        reason = row.reason
        self.isRedacted = isRedacted
        exampleValue = row.value.array
        isFolded = row.isFolded
        value = isRedacted && !isFolded ? ValueShape.shape(of: row.value) : exampleValue
        hits = row.hits
        links = row.links
        link = row.link.array
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }

    /// Whether the value stands for itself, and may be shown.
    var isShownByName: Bool { !isRedacted && !isFolded }

    /// Why it is dropped. What merges in one shape may be dropped for different bytes: this is of the example line.
    var diagnosis: String {
        isFolded
            ? "\(reason.name); values that are not told apart, see Folded"
            : ValueDiagnosis.text(parameter, reason, exampleValue, isRedacted: isRedacted)
    }

    /// The values of a summary as shapes, those of one shape merged, most hits first. O(values * log values).
    static func shapes(_ values: borrowing RejectedValueList, _ summary: borrowing Summary) -> [ShownValue] {
        var merged: [String: ShownValue] = [:]
        values.forEach(of: summary) { row throws(Never) in
            let next = ShownValue(row, isRedacted: true)
            let key = "\(next.parameter) \(next.reason) \(String(decoding: next.value, as: UTF8.self))"
            merged[key]?.add(next)
            if merged[key] == nil { merged[key] = next }
        }
        return merged.sorted { a, b in
            a.value.hits != b.value.hits ? a.value.hits > b.value.hits : a.key < b.key
        }.map(\.value)
    }

    private mutating func add(_ other: ShownValue) {
        hits += other.hits
        links = nil
        if (other.exampleInput, other.exampleLine) < (exampleInput, exampleLine) {
            (link, exampleInput, exampleLine) = (other.link, other.exampleInput, other.exampleLine)
            exampleValue = other.exampleValue
        }
    }
}
