/// Where references are put that memory has no room for: appended in any order, read sorted.
///
/// A store that cannot go on remembers why and does nothing more; whoever shows what it has must ask for `failure`.
package protocol ReferenceStore: AnyObject, Sendable {
    /// Appends what `body` hands over: references with their hits and a record that only the core reads. Equal
    /// references may come again and again. One caller at a time.
    func append(_ body: ((_ reference: RawSpan, _ hits: UInt64, _ record: RawSpan) -> Void) -> Void)

    /// Lends all that was appended, by reference ascending, bytewise, equal ones side by side, until `body` says false.
    /// O(entries * log entries).
    func readAll(_ body: (_ reference: RawSpan, _ hits: UInt64, _ record: RawSpan) -> Bool)

    /// Lends each reference once with the sum of its hits, most hits first, then by reference, until `body` says false.
    /// O(entries * log entries).
    func readByHits(limit: Int?, _ body: (_ reference: RawSpan, _ hits: UInt64) -> Bool)

    /// Distinct references. O(entries * log entries) the first time.
    var distinct: Int { get }

    /// Why what was appended or read is not whole; nil where it is.
    var failure: String? { get }
}

/// Counters of a reference, and its first request: the earliest in time, ties by input order, then line.
struct ReferenceTouch: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Seconds since 0001-01-01T00:00:00 of the first request; unknown times are later than all others.
    var second: Int64 = .max
    var place = LinePlace(input: .max, segment: .max, line: .max)
    /// The attribution row of the first request: hour, link and values, which may have no hits.
    var row: UInt32 = 0

    /// Whether this first request is earlier than that of `other`.
    func isEarlier(than other: ReferenceTouch) -> Bool { (second, place) < (other.second, other.place) }

    /// Adds the hits of `other` and keeps the earlier first request.
    mutating func merge(_ other: ReferenceTouch) {
        let total = hits + other.hits
        if other.isEarlier(than: self) { self = other }
        hits = total
    }
}

/// The first request of a reference, as bytes: second (8), input, segment, line (4 each), length of the link (4), link,
/// and the key of its attribution row, whose number of the link says nothing here.
enum ReferenceRecord {
    private static let headerSize = 24

    /// Appends the record of `touch` to `target`. O(link + key).
    static func append(_ touch: ReferenceTouch, link: RawSpan, key: RawSpan, to target: inout ScratchBuffer) {
        target.append(word: UInt64(bitPattern: touch.second))
        target.append(word: UInt64(touch.place.input) | UInt64(touch.place.segment) << 32)
        let start = target.count
        target.append(word: UInt64(touch.place.line))
        UTF8Repair.append(link, 0..<link.byteCount, to: &target)
        target.replace(word: UInt32(target.count - start - 8), at: start + 4)
        target.append(key, 0..<key.byteCount)
    }

    /// When and where the request was; hits and row are not known. O(1).
    static func touch(_ record: RawSpan) -> ReferenceTouch {
        var touch = ReferenceTouch()
        touch.second = Int64(bitPattern: record.word64(at: 0))
        touch.place = LinePlace(
            input: record.word32(at: 8), segment: record.word32(at: 12), line: record.word32(at: 16))
        return touch
    }

    /// Hour, link and values of the request. O(1).
    @_lifetime(copy record)
    static func row(_ record: RawSpan) -> AttributionRow {
        let link = headerSize..<headerSize + Int(record.word32(at: 20))
        return AttributionRow(
            link: record.extracting(link), key: record.extracting(link.upperBound..<record.byteCount),
            counts: RowCounts())
    }
}

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

extension Tally {
    /// Moves the references of which a list is kept to `store`. O(references).
    package mutating func moveReferences(to store: any ReferenceStore) {
        guard references.count > 0 else { return }
        var record = ScratchBuffer(capacity: 1024)
        store.append { body in
            references.forEachReference { reference in
                let touch = references[reference]
                let key = rows.key(touch.row)
                record.removeAll()
                ReferenceRecord.append(touch, link: links.key(RowKey.link(key)), key: key, to: &record)
                body(references.key(reference), touch.hits, record.bytes)
            }
        }
        references.removeAll()
    }
}
