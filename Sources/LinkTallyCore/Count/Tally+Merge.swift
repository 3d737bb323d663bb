extension Tally {
    /// Adds the counts of `other`, whose entries are left forwarded: it is of no use afterwards. O(entries of other).
    package mutating func merge(_ other: inout Tally) { merge(&other, isRepairing: false) }

    /// The same tally with every link and raw value made valid UTF-8; entries that look the same become one (rule R18).
    consuming func repaired() -> Tally {
        guard hasHighBytes else { return self }
        var result = Tally(seed: seed, keepsReferences: keepsReferences)
        result.merge(&self, isRepairing: true)
        return result
    }

    private mutating func merge(_ other: inout Tally, isRepairing: Bool) {
        lines += other.lines
        requests += other.requests
        parameters += other.parameters
        hours.merge(other.hours)
        var key = ScratchBuffer(capacity: 1024)
        mergeLinks(other, &key, isRepairing)
        mergeRows(other, &key)
        mergeRejections(other, &key, isRepairing)
        mergeReferences(other)
    }

    private mutating func mergeLinks(_ other: borrowing Tally, _ key: inout ScratchBuffer, _ isRepairing: Bool) {
        var next = other.links.first
        while let reference = next {
            key.removeAll()
            let link = other.links.key(reference)
            if isRepairing {
                UTF8Repair.append(link, 0..<link.byteCount, to: &key)
            } else {
                key.append(link, 0..<link.byteCount)
            }
            let target = links.reference(of: key.bytes, 0..<key.count)
            links[target] += other.links[reference]
            other.links.setForward(reference, target)
            next = other.links.next(after: reference)
        }
    }

    private mutating func mergeRows(_ other: borrowing Tally, _ key: inout ScratchBuffer) {
        var next = other.rows.first
        while let reference = next {
            key.removeAll()
            let row = other.rows.key(reference)
            RowKey.append(row, relinked: other.links.forward(RowKey.link(row)), to: &key)
            let target = rows.reference(of: key.bytes, 0..<key.count)
            rows[target].hits += other.rows[reference].hits
            rows[target].errors += other.rows[reference].errors
            other.rows.setForward(reference, target)
            next = other.rows.next(after: reference)
        }
    }

    private mutating func mergeRejections(
        _ other: borrowing Tally, _ key: inout ScratchBuffer, _ isRepairing: Bool
    ) {
        var value = ScratchBuffer(capacity: 1024)
        var next = other.rejections.first
        while let reference = next {
            key.removeAll()
            value.removeAll()
            let rejection = other.rejections.key(reference)
            let raw = RejectionKey.headerSize..<rejection.byteCount
            if isRepairing {
                UTF8Repair.append(rejection, raw, to: &value)
            } else {
                value.append(rejection, raw)
            }
            RejectionKey.append(
                link: other.links.forward(RejectionKey.link(rejection)), RejectionKey.parameter(rejection),
                RejectionKey.reason(rejection), in: value.bytes, value: 0..<value.count, to: &key)
            let target = rejections.reference(of: key.bytes, 0..<key.count)
            let counts = other.rejections[reference]
            rejections[target].hits += counts.hits
            rejections[target].example = min(rejections[target].example, counts.example)
            next = other.rejections.next(after: reference)
        }
    }

    private mutating func mergeReferences(_ other: borrowing Tally) {
        referenceCounter.merge(other.referenceCounter)
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
