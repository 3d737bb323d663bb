import LinkTallyCore

/// The rejection rows that a report shows, in its order.
enum RejectionList {
    /// Calls `body` with each row. Rows are lent from the summary unless values are redacted, which merges rows of one
    /// shape and so needs memory for each that is left.
    static func forEach(
        _ summary: borrowing Summary, _ options: ReportOptions,
        _ body: (borrowing ShownRejection) throws -> Void
    ) throws {
        let order = options.order
        guard options.redactsRejected else {
            return try summary.forEachRejection(order: order, limit: options.top) { row in
                try body(ShownRejection(row))
            }
        }
        let rows = redacted(summary).sorted { a, b in
            order != .key && a.hits != b.hits ? a.hits > b.hits : RedactedRejection.Key.precedes(a.key, b.key)
        }
        for row in rows.prefix(options.top ?? rows.count) {
            let (link, shape) = (row.key.link, row.key.shape)
            try body(ShownRejection(row, link: link.rawSpan, value: shape.rawSpan))
        }
    }

    private static func redacted(_ summary: borrowing Summary) -> [RedactedRejection] {
        var rows: [RedactedRejection.Key: RedactedRejection] = [:]
        summary.forEachRejection { row throws(Never) in
            let next = RedactedRejection(row)
            rows[next.key]?.add(next)
            if rows[next.key] == nil { rows[next.key] = next }
        }
        return Array(rows.values)
    }
}

/// A rejection row as a report shows it, lent for the time of a call.
struct ShownRejection: ~Escapable {
    let link: RawSpan
    let parameter: Parameter
    let reason: RejectionReason
    /// The value as it stood in the log or, where values are redacted, its shape.
    let value: RawSpan
    let hits: UInt64
    /// Which of link and value are folded: they stand for all that are not told apart any more.
    let folded: [Dimension]
    /// Index of the input of the first line that has it, and that line, from 1.
    let exampleInput: Int
    let exampleLine: Int

    @_lifetime(copy row)
    init(_ row: borrowing RejectionRow) {
        link = row.link
        parameter = row.parameter
        reason = row.reason
        value = row.value
        hits = row.hits
        folded = row.folded
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }

    @_lifetime(copy link, copy value)
    init(_ row: RedactedRejection, link: RawSpan, value: RawSpan) {
        self.link = link
        parameter = row.key.parameter
        reason = row.key.reason
        self.value = value
        hits = row.hits
        folded = row.key.folded
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }
}

/// Rejection rows whose values have the same shape, as one.
struct RedactedRejection {
    /// What rows must share to become one.
    struct Key: Hashable {
        let link: [UInt8]
        let parameter: Parameter
        let reason: RejectionReason
        let shape: [UInt8]
        let folded: [Dimension]

        /// The order of complete lists: bytewise by link, parameter, reason, value.
        static func precedes(_ a: Key, _ b: Key) -> Bool {
            if a.link != b.link { return a.link.lexicographicallyPrecedes(b.link) }
            if a.parameter != b.parameter { return a.parameter.name < b.parameter.name }
            if a.reason != b.reason { return a.reason.name < b.reason.name }
            return a.shape.lexicographicallyPrecedes(b.shape)
        }
    }

    let key: Key
    var hits: UInt64
    /// The first line of all, in the order of the inputs.
    var exampleInput: Int
    var exampleLine: Int

    init(_ row: borrowing RejectionRow) {
        key = Key(
            link: row.link.array, parameter: row.parameter, reason: row.reason,
            shape: row.folded.contains(.rejectedValue) ? row.value.array : ValueShape.shape(of: row.value),
            folded: row.folded)
        hits = row.hits
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }

    /// Adds a row with the same key.
    mutating func add(_ other: RedactedRejection) {
        hits += other.hits
        if (other.exampleInput, other.exampleLine) < (exampleInput, exampleLine) {
            (exampleInput, exampleLine) = (other.exampleInput, other.exampleLine)
        }
    }
}

/// What a report shows of a value that may be personal data.
enum ValueShape {
    /// Letters become `a`, also each that is not ASCII; digits become `9`; other bytes stay. O(n).
    static func shape(of value: RawSpan) -> [UInt8] {
        var shape: [UInt8] = []
        shape.reserveCapacity(value.byteCount)
        for index in value.byteOffsets {
            let byte = value.byte(at: index)
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): shape.append(UInt8(ascii: "9"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0xC0...:
                shape.append(UInt8(ascii: "a"))
            case 0x80...0xBF: break  // Goes with the first byte of its character, which became `a`.
            default: shape.append(byte)
            }
        }
        return shape
    }
}
