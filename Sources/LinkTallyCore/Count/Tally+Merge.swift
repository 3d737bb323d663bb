extension Tally {
    /// Adds the counts of `other`, whose entries are left forwarded: before anything else it must be emptied.
    /// O(entries of other).
    package mutating func merge(_ other: inout Tally) {
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
        mergeReferences(other)
        other.goesOnEstimating = referenceCounter.isEstimate
    }

    /// The same tally with every link and raw value made valid UTF-8; entries that look the same become one (rule R18).
    consuming func repaired() -> Tally {
        guard !isUTF8, hasHighBytes else { return self }
        var result = Tally(seed: seed, keepsReferences: keepsReferences, isUTF8: true)
        result.merge(&self)
        return result
    }

    private mutating func mergeLinks(_ other: borrowing Tally, _ key: inout ScratchBuffer, _ isRepairing: Bool) {
        var batch = MergeBatch()
        key.removeAll()
        var next = other.links.first
        while let reference = next {
            let link = other.links.key(reference)
            let start = key.count
            appendText(link, 0..<link.byteCount, of: .link, isRepairing, &key)
            let hash = links.hash(key.bytes, start..<key.count)
            links.prefetch(hash)
            batch.append(reference, start..<key.count, hash)
            if batch.isFull(keysEnd: key.count) { mergeLinks(of: other, &batch, &key) }
            next = other.links.next(after: reference)
        }
        mergeLinks(of: other, &batch, &key)
    }

    /// As the batch of rows, below.
    private mutating func mergeLinks(
        of other: borrowing Tally, _ batch: inout MergeBatch, _ key: inout ScratchBuffer
    ) {
        for index in 0..<batch.count { links.prefetchEntry(batch[index].hash) }
        for index in 0..<batch.count {
            let entry = batch[index]
            let target = links.reference(of: key.bytes, entry.key, hash: entry.hash)
            links[target] += other.links[entry.reference]
            other.links.setForward(entry.reference, target)
        }
        batch.removeAll()
        key.removeAll()
    }

    /// Appends what is kept of a link or raw value: valid UTF-8, and `(other)` where it is not told apart.
    private func appendText(
        _ bytes: RawSpan, _ range: Range<Int>, of dimension: Dimension, _ isRepairing: Bool,
        _ key: inout ScratchBuffer
    ) {
        let start = key.count
        if isRepairing {
            UTF8Repair.append(bytes, range, to: &key)
        } else {
            key.append(bytes, range)
        }
        guard folding.takes(dimension, key.bytes, start..<key.count) else { return }
        key.truncate(to: start)
        key.append(OtherValue.text)
    }

    private mutating func mergeRows(_ other: borrowing Tally, _ key: inout ScratchBuffer) {
        var batch = MergeBatch()
        let isFolding = folding.isActive
        key.removeAll()
        var next = other.rows.first
        while let reference = next {
            let row = other.rows.key(reference)
            let link = other.links.forward(RowKey.link(row))
            let start = key.count
            if isFolding {
                RowKey.append(row, relinked: link, folding: &folding, to: &key)
            } else {
                RowKey.append(row, relinked: link, to: &key)
            }
            let hash = rows.hash(key.bytes, start..<key.count)
            rows.prefetch(hash)
            batch.append(reference, start..<key.count, hash)
            if batch.isFull(keysEnd: key.count) { mergeRows(of: other, &batch, &key) }
            next = other.rows.next(after: reference)
        }
        mergeRows(of: other, &batch, &key)
    }

    /// Each row was asked for when it joined the batch, so that the memory has had time to answer.
    private mutating func mergeRows(
        of other: borrowing Tally, _ batch: inout MergeBatch, _ key: inout ScratchBuffer
    ) {
        for index in 0..<batch.count { rows.prefetchEntry(batch[index].hash) }
        for index in 0..<batch.count {
            let entry = batch[index]
            let target = rows.reference(of: key.bytes, entry.key, hash: entry.hash)
            rows[target].hits += other.rows[entry.reference].hits
            rows[target].errors += other.rows[entry.reference].errors
            other.rows.setForward(entry.reference, target)
        }
        batch.removeAll()
        key.removeAll()
    }

    private mutating func mergeRejections(
        _ other: borrowing Tally, _ key: inout ScratchBuffer, _ isRepairing: Bool
    ) {
        var batch = MergeBatch()
        key.removeAll()
        var next = other.rejections.first
        while let reference = next {
            let rejection = other.rejections.key(reference)
            let start = key.count
            RejectionKey.appendHeader(
                link: other.links.forward(RejectionKey.link(rejection)), RejectionKey.parameter(rejection),
                RejectionKey.reason(rejection), to: &key)
            appendText(rejection, RejectionKey.value(rejection), of: .rejectedValue, isRepairing, &key)
            let hash = rejections.hash(key.bytes, start..<key.count)
            rejections.prefetch(hash)
            batch.append(reference, start..<key.count, hash)
            if batch.isFull(keysEnd: key.count) { mergeRejections(of: other, &batch, &key) }
            next = other.rejections.next(after: reference)
        }
        mergeRejections(of: other, &batch, &key)
    }

    /// As the batch of rows, above.
    private mutating func mergeRejections(
        of other: borrowing Tally, _ batch: inout MergeBatch, _ key: inout ScratchBuffer
    ) {
        for index in 0..<batch.count { rejections.prefetchEntry(batch[index].hash) }
        for index in 0..<batch.count {
            let entry = batch[index]
            let target = rejections.reference(of: key.bytes, entry.key, hash: entry.hash)
            let counts = other.rejections[entry.reference]
            rejections[target].hits += counts.hits
            rejections[target].example = min(rejections[target].example, counts.example)
        }
        batch.removeAll()
        key.removeAll()
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
