import LinkTallyCore

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
