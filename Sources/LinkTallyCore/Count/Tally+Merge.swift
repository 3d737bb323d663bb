extension Tally {
    /// Adds the counts of `other`, whose entries are left forwarded (but for rows that became marginals): before anything else it must
    /// be emptied.
    /// O(entries of other).
    package mutating func merge(_ other: inout Tally) {
        precondition(other.rowDimensions == rowDimensions, "rows of other dimensions are other rows")
        precondition(isMarginal || !other.isMarginal, "marginals cannot be taken apart")
        lines += other.lines
        requests += other.requests
        parameters += other.parameters
        let folding = folding
        hours.merge(other.hours) { folding.hour($0) }
        var key = ScratchBuffer(capacity: 1024)
        let isRepairing = isUTF8 && !other.isUTF8 && other.hasHighBytes
        mergeLinks(other, &key, isRepairing)
        mergeRows(other, &key)
        mergeRejections(other, &key, isRepairing)
        mergeReferences(&other)
        other.goesOnEstimating = referenceCounter.isEstimate
    }

    /// The same tally with every link and raw value made valid UTF-8; entries that look the same become one (rule R18).
    consuming func repaired() -> Tally {
        guard !isUTF8, hasHighBytes else { return self }
        var result = empty(isUTF8: true)
        result.merge(&self)
        return result
    }

    @inline(never)
    private mutating func mergeLinks(_ other: borrowing Tally, _ keys: inout ScratchBuffer, _ isRepairing: Bool) {
        let folding = folding
        guard isRepairing || folding.isFolded(.link) else { return links.mergeSame(other.links) { $0 += $1 } }
        links.merge(other.links, &keys) { link, keys in
            let start = keys.count
            Self.appendText(link, 0..<link.byteCount, of: .link, folding, isRepairing, &keys)
            return keys.bytes.hash(start..<keys.count, seed)
        } add: {
            $0 += $1
        }
    }

    @inline(never)
    private mutating func mergeRows(_ other: borrowing Tally, _ keys: inout ScratchBuffer) {
        // Taken out, since it takes note of what it folds while the rows change.
        var folding = Folding()
        swap(&folding, &self.folding)
        if isMarginal { mergeMarginals(other, &keys, &folding) } else { mergeCombinations(other, &keys, &folding) }
        swap(&folding, &self.folding)
    }

    private mutating func mergeCombinations(
        _ other: borrowing Tally, _ keys: inout ScratchBuffer, _ folding: inout Folding
    ) {
        let isFolding = folding.isActive
        let hasLinks = rowDimensions.linkMask != 0
        rows.merge(other.rows, &keys) { row, keys in
            let start = keys.count
            let link = hasLinks ? other.links.forward(RowKey.link(row)) : RowKey.noLink
            if isFolding {
                RowKey.append(row, relinked: link, folding: &folding, to: &keys)
            } else {
                RowKey.append(row, relinked: link, to: &keys)
            }
            return keys.bytes.hash(start..<keys.count, seed)
        } add: {
            $0 += $1
        }
    }

    @inline(never)
    private mutating func mergeRejections(
        _ other: borrowing Tally, _ keys: inout ScratchBuffer, _ isRepairing: Bool
    ) {
        let folding = folding
        rejections.merge(other.rejections, &keys) { rejection, keys in
            let start = keys.count
            RejectionKey.appendHeader(
                link: other.links.forward(RejectionKey.link(rejection)), RejectionKey.parameter(rejection),
                RejectionKey.reason(rejection), to: &keys)
            Self.appendText(
                rejection, RejectionKey.value(rejection), of: .rejectedValue, folding, isRepairing, &keys)
            return keys.bytes.hash(start..<keys.count, seed)
        } add: {
            $0.hits += $1.hits
            $0.example = min($0.example, $1.example)
        }
    }

    /// Appends what is kept of a link or raw value: valid UTF-8, and `(other)` where it is not told apart.
    private static func appendText(
        _ bytes: RawSpan, _ range: Range<Int>, of dimension: Dimension, _ folding: Folding, _ isRepairing: Bool,
        _ keys: inout ScratchBuffer
    ) {
        let start = keys.count
        if isRepairing {
            UTF8Repair.append(bytes, range, to: &keys)
        } else {
            keys.append(bytes, range)
        }
        guard folding.takes(dimension, keys.bytes, start..<keys.count) else { return }
        keys.truncate(to: start)
        keys.append(OtherValue.text)
    }

    private mutating func mergeReferences(_ other: inout Tally) {
        referenceCounter.merge(&other.referenceCounter)
        var next = other.references.first
        while let reference = next {
            let key = other.references.key(reference)
            var touch = other.references[reference]
            touch.row = other.rows.forward(touch.row)
            let target = references.reference(of: key, 0..<key.byteCount)
            references[target].merge(touch)
            next = other.references.next(after: reference)
        }
    }
}
