extension Summary {
    /// Calls `body` with each attribution row; at most `limit` of them. O(rows * log rows).
    package func forEachAttribution<Failure: Error>(
        order: RowOrder = .key, limit: Int? = nil, _ body: (borrowing AttributionRow) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(tally.rowDimensions == .all, "these rows do not tell all dimensions apart")
        // A row without hits only names the first request of a reference.
        let all = tally.rows.references().filter { tally.rows[$0].hits > 0 }
        rankLinks()
        let rows = all.first(limit) { a, b in
            let (first, second) = (tally.rows[a].hits, tally.rows[b].hits)
            return order != .key && first != second ? first > second : rowPrecedes(a, b)
        }
        for row in rows { try body(attribution(row)) }
    }

    /// Calls `body` with each rejection row; at most `limit` of them. O(rows * log rows).
    package func forEachRejection<Failure: Error>(
        order: RowOrder = .key, limit: Int? = nil, _ body: (borrowing RejectionRow) throws(Failure) -> Void
    ) throws(Failure) {
        rankLinks()
        let rows = tally.rejections.references().first(limit) { a, b in
            let (first, second) = (tally.rejections[a].hits, tally.rejections[b].hits)
            return order != .key && first != second ? first > second : rejectionPrecedes(a, b)
        }
        for row in rows {
            let key = tally.rejections.key(row)
            let counts = tally.rejections[row]
            try body(
                RejectionRow(
                    link: tally.links.key(RejectionKey.link(key)), key: key, counts: counts,
                    line: places.line(of: counts.example)))
        }
    }

    /// Calls `body` with each link that had at least one of the six names; at most `limit` of them.
    /// O(links * log links).
    package func forEachLink<Failure: Error>(
        order: RowOrder = .key, limit: Int? = nil, _ body: (borrowing LinkRow) throws(Failure) -> Void
    ) throws(Failure) {
        var links = tally.links.references()
        if order == .worst { links.removeAll { tally.links[$0].lostAttribution == 0 } }
        links = links.first(limit) { a, b in
            let (first, second) = (tally.links[a], tally.links[b])
            if order == .worst, first.lostAttribution != second.lostAttribution {
                return first.lostAttribution > second.lostAttribution
            }
            // Of links that lost as many, the one with fewer requests lost the larger share.
            if order != .key, first.requests != second.requests {
                return (first.requests > second.requests) == (order == .hits)
            }
            return tally.links.key(a).precedes(tally.links.key(b))
        }
        for link in links {
            try body(LinkRow(link: tally.links.key(link), outcomes: tally.links[link]))
        }
    }

    /// Calls `body` with each reference, by reference ascending, bytewise; none where no list is kept.
    /// O(references * log references).
    package func forEachReference<Failure: Error>(
        _ body: (borrowing ReferenceRow) throws(Failure) -> Void
    ) throws(Failure) {
        if let stored { return try stored.forEach(body) }
        var references = tally.references.references()
        references.sort { tally.references.key($0).precedes(tally.references.key($1)) }
        for reference in references {
            let touch = tally.references[reference]
            try body(
                ReferenceRow(
                    reference: tally.references.key(reference), hits: touch.hits, first: attribution(touch.row)))
        }
    }

    /// Links, distinct.
    package var linkCount: Int { tally.links.count }

    /// Links that lost an attribution. O(links).
    package var losingLinkCount: Int { tally.links.references().count { tally.links[$0].lostAttribution > 0 } }

    /// Rejection rows.
    package var rejectionCount: Int { tally.rejections.count }

    @_lifetime(borrow self)
    private func attribution(_ row: UInt32) -> AttributionRow {
        let key = tally.rows.key(row)
        return AttributionRow(
            link: tally.links.key(RowKey.link(key)), key: key, counts: tally.rows[row], knowsLosses: knowsRowLosses)
    }

    /// Notes each link's place in bytewise order beside it, so that rows are sorted without comparing links.
    private func rankLinks() {
        var links = tally.links.references()
        links.sort { tally.links.key($0).precedes(tally.links.key($1)) }
        for (rank, link) in links.enumerated() { tally.links.setForward(link, UInt32(rank)) }
    }

    private func rowPrecedes(_ a: UInt32, _ b: UInt32) -> Bool {
        let (first, second) = (tally.rows.key(a), tally.rows.key(b))
        let (hourA, hourB) = (RowKey.hour(first), RowKey.hour(second))
        if hourA != hourB { return hourA < hourB }
        let (linkA, linkB) = (RowKey.link(first), RowKey.link(second))
        if linkA != linkB { return tally.links.forward(linkA) < tally.links.forward(linkB) }
        for index in 0..<5 {
            let (valueA, valueB) = (RowKey.value(index, of: first), RowKey.value(index, of: second))
            let (bytesA, bytesB) = (first.extracting(valueA), second.extracting(valueB))
            if bytesA.precedes(bytesB) { return true }
            if bytesB.precedes(bytesA) { return false }
        }
        return false
    }

    private func rejectionPrecedes(_ a: UInt32, _ b: UInt32) -> Bool {
        let (first, second) = (tally.rejections.key(a), tally.rejections.key(b))
        let (linkA, linkB) = (RejectionKey.link(first), RejectionKey.link(second))
        if linkA != linkB { return tally.links.forward(linkA) < tally.links.forward(linkB) }
        // Bytewise by their names, as a reader of the report sorts them.
        let (parameterA, parameterB) = (RejectionKey.parameter(first), RejectionKey.parameter(second))
        if parameterA != parameterB { return parameterA.name < parameterB.name }
        let (reasonA, reasonB) = (RejectionKey.reason(first), RejectionKey.reason(second))
        if reasonA != reasonB { return reasonA.name < reasonB.name }
        return first.extracting(RejectionKey.value(first)).precedes(second.extracting(RejectionKey.value(second)))
    }
}
