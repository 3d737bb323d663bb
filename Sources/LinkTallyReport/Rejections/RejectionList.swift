import LinkTallyCore

/// The rejection rows that a report shows, in its order.
enum RejectionList {
    /// Calls `body` with each row. Rows are lent from the summary unless values are redacted, which merges rows of one
    /// shape and so needs memory for each that is left.
    static func forEach(
        _ summary: borrowing Summary, _ options: ReportOptions,
        _ body: (borrowing ShownRejection) throws(WriteFailure) -> Void
    ) throws(WriteFailure) {
        let order = options.order
        guard options.redactsRejected else {
            return try summary.forEachRejection(order: order, limit: options.top) { row throws(WriteFailure) in
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
