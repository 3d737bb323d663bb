extension Tally {
    /// Bytes of the references of which a list is kept.
    package var referenceByteCount: Int { keepsReferences ? references.byteCount : 0 }

    /// Moves the references of which a list is kept to `store`. O(references).
    package mutating func moveReferences(to store: any ReferenceStore) {
        guard references.count > 0 else { return }
        var record = ScratchBuffer(capacity: 1024)
        store.append { body in
            var next = references.first
            while let reference = next {
                let touch = references[reference]
                let key = rows.key(touch.row)
                record.removeAll()
                ReferenceRecord.append(touch, link: links.key(RowKey.link(key)), key: key, to: &record)
                body(references.key(reference), touch.hits, record.bytes)
                next = references.next(after: reference)
            }
        }
        references.removeAll()
    }
}
