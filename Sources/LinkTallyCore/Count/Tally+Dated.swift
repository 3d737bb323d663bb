/// What a dated tally has, for whoever keeps it: first links and codes are numbered, then the rest names them by
/// number.
///
/// Texts are valid UTF-8 (rule R18), so that entries that differ in the log can have one number; rows and outcomes are
/// then added up, rejections may come more than once.
extension Tally {
    /// Asks `number` for the number of each distinct link, once. O(links).
    package func numberLinks<Failure: Error>(_ number: (RawSpan) throws(Failure) -> UInt32) throws(Failure) {
        var numbers = ByteTable(bits: 8, seed: seed, initial: UInt64.max)
        var repaired = ScratchBuffer(capacity: 1024)
        try links.forEachReference { reference throws(Failure) in
            let key = links.key(reference)
            let entry = numbers.reference(of: key, LinkKey.link(key))
            if numbers[entry] == .max {
                setValid(key, LinkKey.link(key), links.hasHighBytes, &repaired)
                numbers[entry] = UInt64(try number(repaired.bytes))
            }
            links.setForward(reference, UInt32(truncatingIfNeeded: numbers[entry]))
        }
    }

    /// Asks `number` for the number of each distinct combination of five values, once. O(rows).
    package func numberCodes<Failure: Error>(
        _ number: (borrowing AttributionRow) throws(Failure) -> UInt32
    ) throws(Failure) {
        var numbers = ByteTable(bits: 12, seed: seed, initial: UInt64.max)
        try rows.forEachReference { reference throws(Failure) in
            let key = rows.key(reference)
            let entry = numbers.reference(of: key, RowKey.codes(key))
            if numbers[entry] == .max {
                numbers[entry] = UInt64(try number(AttributionRow(link: key, key: key, counts: RowCounts())))
            }
            rows.setForward(reference, UInt32(truncatingIfNeeded: numbers[entry]))
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
                    hits: counts.hits, errors: counts.errors, withRejection: counts.withRejection))
        }
        all.sort { $0.key < $1.key }
        return all.merged {
            $0.key == $1.key
        } adding: { sum, row in
            sum.hits += row.hits
            sum.errors += row.errors
            sum.withRejection += row.withRejection
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
        links.forEachEntry { key, outcomes in sums.change(LinkKey.hour(key)) { $0.outcomes += outcomes } }
        rows.forEachEntry { key, counts in
            sums.change(RowKey.hour(key)) { hour in
                for parameter in Parameter.utmCodes {
                    let isThere = key.byte(at: RowKey.lengthsOffset + Int(parameter.rawValue)) > 0
                    if isThere { hour[parameter].accepted += counts.hits }
                }
            }
        }
        references.forEachEntry { key, touch in
            sums.change(RowKey.hour(rows.key(TouchKey.row(key)))) { $0[.reference].accepted += touch.hits }
        }
        rejections.forEachEntry { key, counts in
            sums.change(LinkKey.hour(links.key(RejectionKey.link(key)))) {
                $0[RejectionKey.parameter(key)].add(counts.hits, RejectionKey.reason(key))
            }
        }
        for (hour, counts) in duplicates {
            for parameter in Parameter.allCases {
                sums.change(hour) { $0[parameter].duplicate += counts[parameter] }
            }
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

/// Counts by hour while they are added up. Entries of one hour stand side by side, so that the dictionary is asked once
/// for many of them.
private struct HourSums {
    private var places: [UTCHour: Int] = [:]
    private var all: [(hour: UTCHour, counts: DatedHour)] = []
    private var last = UTCHour.unknown
    private var lastPlace: Int?

    init(_ requests: [(hour: UTCHour, counts: HourCounts)]) {
        for (hour, counts) in requests { change(hour) { $0.requests = counts } }
    }

    /// Changes the counts of `hour`. O(1).
    mutating func change(_ hour: UTCHour, _ body: (inout DatedHour) -> Void) { body(&all[place(of: hour)].counts) }

    private mutating func place(of hour: UTCHour) -> Int {
        if let lastPlace, hour == last { return lastPlace }
        let place = places[hour] ?? all.count
        if place == all.count {
            places[hour] = place
            all.append((hour, DatedHour()))
        }
        (last, lastPlace) = (hour, place)
        return place
    }

    func sorted() -> [(hour: UTCHour, counts: DatedHour)] { all.sorted { $0.hour < $1.hour } }
}

extension Array {
    /// The elements with neighbours that are equal by `isSame` added up. O(n).
    package func merged(_ isSame: (Element, Element) -> Bool, adding add: (inout Element, Element) -> Void) -> [Element]
    {
        var result: [Element] = []
        result.reserveCapacity(count)
        for element in self {
            if let last = result.last, isSame(last, element) {
                add(&result[result.count - 1], element)
            } else {
                result.append(element)
            }
        }
        return result
    }
}
