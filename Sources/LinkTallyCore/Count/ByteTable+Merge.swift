extension ByteTable {
    /// Adds the entries of `other`, which are left forwarded. O(entries of other).
    ///
    /// In batches: each entry's slot is asked for when it joins the batch, so that the memory has had time to answer.
    ///
    /// - Parameters:
    ///   - keys: Room for the keys of a batch.
    ///   - appendKey: Appends the key that an entry has here, and gives its hash; nil where it has none, so that it is left out.
    ///   - add: Adds the counters of an entry there to those here.
    @inline(__always)
    mutating func merge(
        _ other: borrowing ByteTable, _ keys: inout ScratchBuffer,
        appendKey: (RawSpan, inout ScratchBuffer) -> UInt64?, add: (inout Counters, Counters) -> Void
    ) {
        var batch = MergeBatch()
        keys.removeAll()
        var next = other.first
        while let reference = next {
            let start = keys.count
            if let hash = appendKey(other.key(reference), &keys) {
                prefetch(hash)
                batch.append(reference, start..<keys.count, hash)
            }
            next = other.next(after: reference)
            guard next == nil || batch.isFull(keysEnd: keys.count) else { continue }
            for index in 0..<batch.count { batch[index].likely = prefetchEntry(batch[index].hash) }
            for index in 0..<batch.count {
                let entry = batch[index]
                let target = self.reference(of: keys, entry.key, hash: entry.hash, likely: entry.likely)
                add(&self[target], other[entry.reference])
                other.setForward(entry.reference, target)
            }
            batch.removeAll()
            keys.removeAll()
        }
    }

    /// Adds the entries of `other`, which are left forwarded, where they have the same keys here: nothing is hashed or copied.
    /// O(entries of other). Both tables have the same seed.
    ///
    /// In batches, as the other one.
    @inline(__always)
    mutating func mergeSame(_ other: borrowing ByteTable, add: (inout Counters, Counters) -> Void) {
        var batch = MergeBatch()
        var next = other.first
        while let reference = next {
            let hash = other.hash(of: reference)
            prefetch(hash)
            batch.append(reference, 0..<0, hash)
            next = other.next(after: reference)
            guard next == nil || batch.isFull(keysEnd: 0) else { continue }
            for index in 0..<batch.count { batch[index].likely = prefetchEntry(batch[index].hash) }
            for index in 0..<batch.count {
                let entry = batch[index]
                let key = other.key(entry.reference)
                let target = self.reference(of: key, 0..<key.byteCount, hash: entry.hash, likely: entry.likely)
                add(&self[target], other[entry.reference])
                other.setForward(entry.reference, target)
            }
            batch.removeAll()
        }
    }
}
