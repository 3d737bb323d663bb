/// The merge into marginals: each row becomes one of each code that has a value in it.
extension Tally {
    mutating func mergeMarginals(_ other: borrowing Tally, _ keys: inout ScratchBuffer, _ folding: inout Folding) {
        for parameter in Parameter.utmCodes where rowDimensions.codes.contains(parameter) {
            if folding.isActive {
                mergeFolded(other, parameter, &keys, &folding)
            } else {
                mergeValues(of: parameter, other, &keys)
            }
        }
    }

    @inline(never)
    private mutating func mergeFolded(
        _ other: borrowing Tally, _ parameter: Parameter, _ keys: inout ScratchBuffer, _ folding: inout Folding
    ) {
        rows.merge(other.rows, &keys) { row, keys in
            let value = RowKey.value(Int(parameter.rawValue), of: row)
            guard !value.isEmpty else { return nil }
            if folding.takes(parameter, row, value) {
                let other = OtherValue.accepted
                MarginalKey.append(other.rawSpan, other.indices, of: parameter, to: &keys)
                return MarginalKey.hash(other.rawSpan, other.indices, of: parameter, seed)
            }
            MarginalKey.append(row, value, of: parameter, to: &keys)
            return MarginalKey.hash(row, value, of: parameter, seed)
        } add: {
            $0 += $1
        }
    }

    /// In batches, as `ByteTable.merge`. Nearly all values are known, so that a key is put together for a new one alone.
    @inline(never)
    private mutating func mergeValues(of parameter: Parameter, _ other: borrowing Tally, _ keys: inout ScratchBuffer) {
        var batch = MergeBatch()
        var next = other.rows.first
        while let reference = next {
            let row = other.rows.key(reference)
            let value = RowKey.value(Int(parameter.rawValue), of: row)
            if !value.isEmpty {
                let hash = MarginalKey.hash(row, value, of: parameter, seed)
                rows.prefetch(hash)
                batch.append(reference, value, hash)
            }
            next = other.rows.next(after: reference)
            guard next == nil || batch.isFull(keysEnd: 0) else { continue }
            for index in 0..<batch.count { batch[index].likely = rows.prefetchEntry(batch[index].hash) }
            for index in 0..<batch.count {
                let entry = batch[index]
                let row = other.rows.key(entry.reference)
                let isLikely =
                    entry.likely != 0 && MarginalKey.equals(rows.key(entry.likely), row, entry.key, of: parameter)
                let target = isLikely ? entry.likely : rareRow(row, entry.key, of: parameter, entry.hash, &keys)
                rows[target] += other.rows[entry.reference]
            }
            batch.removeAll()
        }
    }

    @inline(never)
    private mutating func rareRow(
        _ row: RawSpan, _ value: Range<Int>, of parameter: Parameter, _ hash: UInt64, _ keys: inout ScratchBuffer
    ) -> UInt32 {
        keys.removeAll()
        MarginalKey.append(row, value, of: parameter, to: &keys)
        return rows.reference(of: keys.bytes, 0..<keys.count, hash: hash)
    }
}
