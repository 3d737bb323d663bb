/// The references of a store, each once.
struct StoredReferences {
    let store: any ReferenceStore

    /// Calls `body` with each reference and its first request, by reference ascending. O(entries * log entries).
    func forEach<Failure: Error>(_ body: (borrowing ReferenceRow) throws(Failure) -> Void) throws(Failure) {
        var current = Current()
        var failure: Failure?
        func hand() -> Bool {
            do throws(Failure) {
                try current.lend(body)
                return true
            } catch {
                failure = error
                return false
            }
        }
        store.readAll { reference, hits, record in
            if current.isSame(reference) {
                current.add(hits, record)
                return true
            }
            guard hand() else { return false }
            current.set(reference, hits, record)
            return true
        }
        if failure == nil { _ = hand() }
        if let failure { throw failure }
    }

    /// The reference that is being gathered.
    private struct Current: ~Copyable {
        private var reference = ScratchBuffer(capacity: 256)
        private var record = ScratchBuffer(capacity: 1024)
        private var touch = ReferenceTouch()

        func isSame(_ other: RawSpan) -> Bool {
            touch.hits > 0 && other.equals(0..<other.byteCount, reference.bytes)
        }

        mutating func set(_ reference: RawSpan, _ hits: UInt64, _ record: RawSpan) {
            self.reference.removeAll()
            self.reference.append(reference, 0..<reference.byteCount)
            touch = ReferenceTouch()
            add(hits, record)
        }

        mutating func add(_ hits: UInt64, _ record: RawSpan) {
            var other = ReferenceRecord.touch(record)
            other.hits = hits
            if touch.hits == 0 || other.isEarlier(than: touch) {
                self.record.removeAll()
                self.record.append(record, 0..<record.byteCount)
            }
            touch.merge(other)
        }

        func lend<Failure: Error>(_ body: (borrowing ReferenceRow) throws(Failure) -> Void) throws(Failure) {
            guard touch.hits > 0 else { return }
            try body(
                ReferenceRow(
                    reference: reference.bytes, hits: touch.hits, first: ReferenceRecord.row(record.bytes)))
        }
    }
}
