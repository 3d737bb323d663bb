extension Tally {
    /// Adds the counts of `other`, whose entries are left forwarded: before anything else it must be emptied. Links and
    /// raw values are made valid UTF-8 on their way (rule R18). O(entries of other).
    package mutating func merge(_ other: inout Tally) {
        precondition(!isDated && (other.kind == kind || other.kind.sum == kind), "a sum is of one kind of tally")
        // Before anything joins it.
        isRepaired = isUTF8
        lines += other.lines
        requests += other.requests
        parameters += other.parameters
        lacksRowLosses = lacksRowLosses || other.lacksRowLosses
        let folding = folding
        hours.merge(other.hours) { folding.hour($0) }
        let isRepairing = !other.isUTF8
        mergeLinks(other, isRepairing)
        mergeRows(other)
        mergeRejections(other, isRepairing)
        mergeReferences(other)
        nearMisses.merge(other.nearMisses)
        keepsNearMisses = keepsNearMisses && other.keepsNearMisses
        referenceCounter.merge(&other.referenceCounter)
        other.goesOnEstimating = referenceCounter.isEstimate
    }

    /// The same tally with every link and raw value made valid UTF-8; entries that look the same become one (rule R18).
    consuming func repaired() -> Tally {
        guard !isUTF8 else { return self }
        var result = Tally(kind, seed: seed)
        result.merge(&self)
        return result
    }

    @inline(never)
    private mutating func mergeLinks(_ other: borrowing Tally, _ isRepairing: Bool) {
        let folding = folding
        guard isRepairing || folding.isFolded(.link) else { return links.merge(other.links, add: +=) }
        links.merge(other.links) { link, keys in
            Self.appendText(link, 0..<link.byteCount, of: .link, folding, isRepairing, &keys)
            return true
        } add: {
            $0 += $1
        }
    }

    @inline(never)
    private mutating func mergeRows(_ other: borrowing Tally) {
        // Taken out, since it takes note of what it folds while the rows change.
        var folding = Folding()
        swap(&folding, &self.folding)
        switch kind {
        case .marginals(let codes):
            marginals.add(other.rows, of: codes, &folding)
            marginals.merge(other.marginals, &folding)
        default: mergeCombinations(other, &folding)
        }
        swap(&folding, &self.folding)
    }

    private mutating func mergeCombinations(_ other: borrowing Tally, _ folding: inout Folding) {
        let isFolding = folding.isActive
        let hasLinks = rowDimensions.linkMask != 0
        rows.merge(other.rows) { row, keys in
            let link = hasLinks ? other.links.forward(RowKey.link(row)) : RowKey.noLink
            if isFolding {
                RowKey.append(row, relinked: link, folding: &folding, to: &keys)
            } else {
                RowKey.append(row, relinked: link, to: &keys)
            }
            return true
        } add: {
            $0 += $1
        }
    }

    @inline(never)
    private mutating func mergeRejections(_ other: borrowing Tally, _ isRepairing: Bool) {
        let folding = folding
        rejections.merge(other.rejections) { rejection, keys in
            RejectionKey.appendHeader(
                link: other.links.forward(RejectionKey.link(rejection)), RejectionKey.parameter(rejection),
                RejectionKey.reason(rejection), to: &keys)
            Self.appendText(rejection, RejectionKey.value(rejection), of: .rejectedValue, folding, isRepairing, &keys)
            return true
        } add: {
            $0 += $1
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
        guard folding.folds(dimension, keys.bytes, start..<keys.count) else { return }
        keys.truncate(to: start)
        keys.append(OtherValue.text)
    }

    @inline(never)
    private mutating func mergeReferences(_ other: borrowing Tally) {
        references.merge(other.references) { sum, touch in
            var touch = touch
            touch.row = other.rows.forward(touch.row)
            sum.merge(touch)
        }
    }
}
