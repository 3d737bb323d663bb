/// What a dated tally has, for whoever keeps it: first links and codes are numbered, then the rest names them by number.
///
/// Texts are valid UTF-8 (rule R18), so that entries that differ in the log can have one number; rows and outcomes are then
/// added up, rejections may come more than once.
extension Tally {
    /// An empty tally that counts by hour and keeps every touch of a reference.
    package static func dated(seed: HashSeed) -> Tally { Tally(seed: seed, keepsReferences: true, isDated: true) }

    /// Asks `number` for the number of each distinct link, once. O(links).
    package func numberLinks<Failure: Error>(_ number: (RawSpan) throws(Failure) -> UInt32) throws(Failure) {
        var numbers = ByteTable(bits: 8, seed: seed, initial: UInt64.max)
        var repaired = ScratchBuffer(capacity: 1024)
        var next = links.first
        while let reference = next {
            let key = links.key(reference)
            let entry = numbers.reference(of: key, LinkKey.link(key))
            if numbers[entry] == .max {
                setValid(key, LinkKey.link(key), links.hasHighBytes, &repaired)
                numbers[entry] = UInt64(try number(repaired.bytes))
            }
            links.setForward(reference, UInt32(truncatingIfNeeded: numbers[entry]))
            next = links.next(after: reference)
        }
    }

    /// Asks `number` for the number of each distinct combination of five values, once. O(rows).
    package func numberCodes<Failure: Error>(
        _ number: (borrowing AttributionRow) throws(Failure) -> UInt32
    ) throws(Failure) {
        var numbers = ByteTable(bits: 12, seed: seed, initial: UInt64.max)
        var next = rows.first
        while let reference = next {
            let key = rows.key(reference)
            let entry = numbers.reference(of: key, RowKey.codes(key))
            if numbers[entry] == .max {
                numbers[entry] = UInt64(try number(AttributionRow(link: key, key: key, counts: RowCounts())))
            }
            rows.setForward(reference, UInt32(truncatingIfNeeded: numbers[entry]))
            next = rows.next(after: reference)
        }
    }

    /// Outcomes by hour and link, ascending. O(links * log links).
    package func datedOutcomes() -> [DatedOutcome] {
        var all: [DatedOutcome] = []
        all.reserveCapacity(links.count)
        links.forEachReference { reference in
            let hour = LinkKey.hour(links.key(reference))
            all.append(DatedOutcome(hour: hour, link: links.forward(reference), outcomes: links[reference]))
        }
        all.sort { ($0.hour, $0.link) < ($1.hour, $1.link) }
        return all.merged {
            $0.hour == $1.hour && $0.link == $1.link
        } adding: {
            $0.outcomes += $1.outcomes
        }
    }

    /// Rows with hits, by hour, link and codes, ascending. O(rows * log rows).
    package func datedRows() -> [DatedRow] {
        var all: [DatedRow] = []
        all.reserveCapacity(rows.count)
        rows.forEachReference { reference in
            let counts = rows[reference]
            guard counts.hits > 0 else { return }
            let key = rows.key(reference)
            all.append(
                DatedRow(
                    hour: RowKey.hour(key), link: links.forward(RowKey.link(key)), codes: rows.forward(reference),
                    hits: counts.hits, errors: counts.errors))
        }
        all.sort { $0.key < $1.key }
        return all.merged {
            $0.key == $1.key
        } adding: { sum, row in
            sum.hits += row.hits
            sum.errors += row.errors
        }
    }

    /// Calls `body` with each rejection, by hour and link ascending. O(rejections * log rejections).
    package func forEachDatedRejection<Failure: Error>(
        _ body: (borrowing DatedRejection) throws(Failure) -> Void
    ) throws(Failure) {
        var order = rejections.references().map { reference in
            let link = RejectionKey.link(rejections.key(reference))
            return (hour: LinkKey.hour(links.key(link)), link: links.forward(link), reference: reference)
        }
        order.sort { ($0.hour, $0.link, $0.reference) < ($1.hour, $1.link, $1.reference) }
        var repaired = ScratchBuffer(capacity: 1024)
        for (hour, link, reference) in order {
            let key = rejections.key(reference)
            setValid(key, RejectionKey.value(key), rejections.hasHighBytes, &repaired)
            let counts = rejections[reference]
            try body(DatedRejection(hour: hour, link: link, key: key, value: repaired.bytes, counts: counts))
        }
    }

    /// Calls `body` with each touch, by reference, second, link and codes ascending. O(touches * log touches).
    package func forEachTouch<Failure: Error>(
        _ body: (borrowing DatedTouch) throws(Failure) -> Void
    ) throws(Failure) {
        for place in touchOrder() {
            let key = references.key(place.reference)
            try body(
                DatedTouch(
                    reference: key.extracting(TouchKey.reference(key)), second: TouchKey.second(key), link: place.link,
                    codes: place.codes, hits: references[place.reference].hits))
        }
    }

    /// Counts by hour, hours ascending. O(entries).
    package func datedHours() -> [(hour: UTCHour, counts: DatedHour)] {
        var sums = HourSums(hours.sorted())
        links.forEachReference { sums[LinkKey.hour(links.key($0))].outcomes += links[$0] }
        rows.forEachReference { reference in
            let (key, hits) = (rows.key(reference), rows[reference].hits)
            for parameter in Parameter.utmCodes where key.byte(at: RowKey.lengthsOffset + Int(parameter.rawValue)) > 0 {
                sums[RowKey.hour(key)][parameter].accepted += hits
            }
        }
        references.forEachReference { reference in
            let row = TouchKey.row(references.key(reference))
            sums[RowKey.hour(rows.key(row))][.reference].accepted += references[reference].hits
        }
        rejections.forEachReference { reference in
            let key = rejections.key(reference)
            let hour = LinkKey.hour(links.key(RejectionKey.link(key)))
            sums[hour][RejectionKey.parameter(key)].add(rejections[reference].hits, RejectionKey.reason(key))
        }
        for (hour, counts) in duplicates {
            for parameter in Parameter.allCases { sums[hour][parameter].duplicate += counts[parameter] }
        }
        return sums.sorted()
    }

    /// A touch on its way into order. Its numbers stand beside it, since the row that has them is far away by then.
    private struct TouchPlace {
        /// The first sixteen bytes of the reference.
        let first: UInt64
        let next: UInt64
        let reference: UInt32
        let link: UInt32
        let codes: UInt32
    }

    private func touchOrder() -> [TouchPlace] {
        var order: [TouchPlace] = []
        order.reserveCapacity(references.count)
        references.forEachReference { reference in
            let key = references.key(reference)
            let row = TouchKey.row(key)
            order.append(
                TouchPlace(
                    first: key.orderWord(at: TouchKey.headerSize), next: key.orderWord(at: TouchKey.headerSize + 8),
                    reference: reference, link: links.forward(RowKey.link(rows.key(row))), codes: rows.forward(row)))
        }
        order.sort { a, b in
            if a.first != b.first { return a.first < b.first }
            return a.next != b.next ? a.next < b.next : precedes(a, b)
        }
        return order
    }

    private func precedes(_ a: TouchPlace, _ b: TouchPlace) -> Bool {
        let (first, second) = (references.key(a.reference), references.key(b.reference))
        let (x, y) = (
            first.extracting(TouchKey.reference(first)), second.extracting(TouchKey.reference(second))
        )
        if x.precedes(y) { return true }
        if y.precedes(x) { return false }
        return (TouchKey.second(first), a.link, a.codes) < (TouchKey.second(second), b.link, b.codes)
    }

    /// Sets `target` to the bytes of `range`, made valid UTF-8 where they may not be.
    private func setValid(
        _ bytes: RawSpan, _ range: Range<Int>, _ mayBeInvalid: Bool, _ target: inout ScratchBuffer
    ) {
        target.removeAll()
        if mayBeInvalid {
            UTF8Repair.append(bytes, range, to: &target)
        } else {
            target.append(bytes, range)
        }
    }
}
