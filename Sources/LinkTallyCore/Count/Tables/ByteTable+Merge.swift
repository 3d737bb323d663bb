/// Adding one table to another. All ways are one walk, in batches; they differ in where the hash of an entry comes
/// from, and in how the entry is found that it is added to.
extension ByteTable {
    /// Adds the entries of `other` under the keys that they have there: nothing is hashed or copied. O(entries of
    /// other).
    ///
    /// Of this and of the other ways: both tables have one seed, and the entries of `other` are left forwarded.
    @inline(__always)
    mutating func merge(_ other: borrowing ByteTable, add: (inout Counters, Counters) -> Void) {
        mergeInBatches(other) { reference, _ in
            (0..<other.key(reference).byteCount, other.hash(of: reference))
        } find: { table, entry, _ in
            table.reference(of: other.key(entry.reference), entry.key, hash: entry.hash, likely: entry.likely)
        } add: {
            add(&$0, $1)
        }
    }

    /// Adds the entries of `other` under a part of the keys that they have there; where `part` has none, the entry is
    /// left out. O(entries of other).
    @inline(__always)
    mutating func merge(
        _ other: borrowing ByteTable, under part: (RawSpan) -> Range<Int>?, add: (inout Counters, Counters) -> Void
    ) {
        let seed = seed
        mergeInBatches(other) { reference, _ in
            let key = other.key(reference)
            guard let part = part(key) else { return nil }
            return (part, key.hash(part, seed))
        } find: { table, entry, _ in
            table.reference(of: other.key(entry.reference), entry.key, hash: entry.hash, likely: entry.likely)
        } add: {
            add(&$0, $1)
        }
    }

    /// Adds the entries of `other` under keys of their own. O(entries of other).
    ///
    /// - Parameter rewrite: Appends the key that an entry has here; false leaves the entry out.
    @inline(__always)
    mutating func merge(
        _ other: borrowing ByteTable, rewriting rewrite: (RawSpan, inout ScratchBuffer) -> Bool,
        add: (inout Counters, Counters) -> Void
    ) {
        let seed = seed
        mergeInBatches(other) { reference, keys in
            let start = keys.count
            guard rewrite(other.key(reference), &keys) else { return nil }
            return (start..<keys.count, keys.bytes.hash(start..<keys.count, seed))
        } find: { table, entry, keys in
            table.reference(of: keys, entry.key, hash: entry.hash, likely: entry.likely)
        } add: {
            add(&$0, $1)
        }
    }

    /// The walk: each entry's slot is asked for when it joins a batch, and its entry here when the batch is full, so
    /// that the memory has had time to answer.
    ///
    /// - Parameters:
    ///   - enter: The key and the hash that an entry has here; nil leaves it out. The key stands where `find` looks for
    ///     it: in the entry's old key, or appended to the keys of the batch.
    ///   - find: The entry here, added where it is new.
    @inline(__always)
    private mutating func mergeInBatches(
        _ other: borrowing ByteTable,
        enter: (UInt32, inout ScratchBuffer) -> (key: Range<Int>, hash: UInt64)?,
        find: (inout ByteTable, MergedEntry, borrowing ScratchBuffer) -> UInt32,
        add: (inout Counters, Counters) -> Void
    ) {
        var keys = ScratchBuffer(capacity: 1024)
        var batch = InlineArray<32, MergedEntry>(repeating: MergedEntry())
        var count = 0
        var next = other.first
        while let reference = next {
            if let (key, hash) = enter(reference, &keys) {
                prefetch(hash)
                batch[count] = MergedEntry(reference: reference, key: key, hash: hash)
                count += 1
            }
            next = other.next(after: reference)
            guard next == nil || count == batch.count || keys.count > MergedEntry.keysLimit else { continue }
            for index in 0..<count { batch[index].likely = prefetchEntry(batch[index].hash) }
            for index in 0..<count {
                let entry = batch[index]
                let target = find(&self, entry, keys)
                add(&self[target], other[entry.reference])
                other.setForward(entry.reference, target)
            }
            count = 0
            keys.removeAll()
        }
    }
}

/// An entry on its way from one table into another.
private struct MergedEntry {
    /// Bytes of keys that end a batch early: links are up to 8 MiB long.
    static let keysLimit = 64 << 10

    /// In the table that is merged.
    var reference: UInt32 = 0
    var key = 0..<0
    var hash: UInt64 = 0
    /// What `prefetchEntry` said.
    var likely: UInt32 = 0
}
