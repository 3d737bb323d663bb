/// uvicorn's default access log, `INFO:     127.0.0.1:54321 - "GET /x HTTP/1.1" 200 OK`, with a date and a time of day in front
/// where they were set up (https://www.uvicorn.org/settings/#logging).
///
/// Nothing in the request is escaped, and behind it stand a status and its name: the request ends at the last quote. Of an
/// IPv6 address the port stands behind one more colon.
struct UvicornFormat: LineFormat {
    private var clock = ISOClock()
    /// Where the request of the line parsed last stands, and its status.
    private var place = 0..<0

    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set { clock.assumed = newValue ?? .utc }
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard let front = Front(bytes, line) else { return .malformed }
        if let time = front.time {
            request.time = clock.read(bytes, time)
            guard request.time != .unknown else { return .malformed }
        } else {
            request.time = .unknown
        }
        guard front.isAccess, let start = Self.requestStart(bytes, from: front.end, to: line.upperBound),
            let quote = bytes.lastIndex(of: UInt8(ascii: "\""), from: start, to: line.upperBound),
            let status = StatusField.status(
                in: bytes, at: quote &+ 1, lineEnd: line.upperBound, needsSpace: false), status > 0,
            let target = RequestLine.target(in: bytes, start..<quote)
        else { return .noTarget }
        // Servers take no target with a space: what stands in front of it may be a visitor's, in the place of the address.
        guard
            bytes.firstIndex(of: UInt8(ascii: " "), from: target.lowerBound, to: target.upperBound) == target.upperBound
        else { return .malformed }
        place = start..<quote
        (request.target, request.status) = (target, status)
        return .request
    }

    var hasShapeOfItsOwn: Bool { false }

    var leavesLinesOut: Bool { true }

    /// A level of Python's, padded to nine bytes, the address of the client with its port, and the request.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        guard kind != .malformed else {
            return .against(Doubt(line.lowerBound, "INFO:, an address with its port, and a request in quotes"))
        }
        guard kind == .request else {
            return .neither(Doubt(line.lowerBound, "an entry about a request: INFO:     address:port - \"GET ...\""))
        }
        return Evidence(FieldProof.request(bytes, place, target: request.target, in: text))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        let time = Front(bytes, line)?.time.map { [LinePart(.time, $0)] } ?? []
        let status = place.upperBound + 2
        return time + [LinePart(.request, place), LinePart(.status, status..<min(status + 3, line.upperBound))]
    }

    /// What stands in front of every entry: `[date time ]LEVEL: `.
    private struct Front {
        private(set) var time: Range<Int>?
        /// Behind the level and the spaces that fill it up.
        private(set) var end: Int
        /// Whether the entry may be one of the access log.
        private(set) var isAccess: Bool

        private static let levels: [StaticString] = ["INFO:", "DEBUG:", "WARNING:", "ERROR:", "CRITICAL:", "TRACE:"]

        /// Nil where the line has another shape.
        @inline(__always)
        init?(_ bytes: RawSpan, _ line: Range<Int>) {
            var start = line.lowerBound
            if start < line.upperBound, FieldProof.isDigit(bytes.byte(at: start)) {
                guard let date = FieldSearch.endOfWord(bytes, from: start, to: line.upperBound),
                    let clock = FieldSearch.endOfWord(bytes, from: date &+ 1, to: line.upperBound)
                else { return nil }
                time = start..<clock
                start = clock &+ 1
            }
            guard let level = FieldSearch.endOfWord(bytes, from: start, to: line.upperBound) else { return nil }
            isAccess = bytes.spells("INFO:", start..<level)
            guard isAccess || Self.levels.contains(where: { bytes.spells($0, start..<level) }) else { return nil }
            end = level
            while end < line.upperBound, bytes.byte(at: end) == UInt8(ascii: " ") { end &+= 1 }
        }
    }

    /// The place behind `address:port - "`, or behind `- "` where the client has no address; nil where something else stands
    /// there.
    @inline(__always)
    private static func requestStart(_ bytes: RawSpan, from start: Int, to end: Int) -> Int? {
        var index = start
        if !bytes.begins(index..<end, with: "- \"") {
            guard let client = FieldSearch.endOfWord(bytes, from: index, to: end),
                let colon = bytes.lastIndex(of: UInt8(ascii: ":"), from: index, to: client), colon > index,
                1...5 ~= client &- colon &- 1,
                (colon &+ 1..<client).allSatisfy({ FieldProof.isDigit(bytes.byte(at: $0)) })
            else { return nil }
            index = client &+ 1
        }
        return bytes.begins(index..<end, with: "- \"") ? index &+ 3 : nil
    }
}

/// uWSGI's default request log: `[pid: 1|app: 0|req: 1/1] address (user) {42 vars in 675 bytes} [Mon Nov 30 10:00:00 2026]
/// GET /x => generated 39 bytes in 3 msecs (HTTP/1.1 200) ...` (https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html).
///
/// Address and user are what visitors say, and nothing is escaped: a line is read from its end, which the server writes.
struct UWSGIFormat: LineFormat {
    private var clock = ISOClock()
    /// The day of the line before, and what told it: `Mon Nov `, `30` and `2026`.
    private var memo = (month: UInt64(0), day: UInt16(0), year: UInt32(0), minutes: Int?.none)
    private var place = Place()

    var assumedZone: AssumedZone? {
        get { clock.assumed }
        set { clock.assumed = newValue ?? .utc }
    }

    /// Where the parts of a line stand.
    private struct Place {
        var time = 0..<0
        var method = 0..<0
        var target = 0..<0
        var status = 0..<0
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard Self.fronts.contains(where: { bytes.begins(line, with: $0) }),
            let place = Self.place(bytes, line)
        else { return .malformed }
        self.place = place
        request.time = time(bytes, place.time.lowerBound)
        request.status = StatusField.status(in: bytes, field: place.status)
        let (kind, target) = TargetField.target(in: bytes, place.target)
        request.target = target
        return kind
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        guard Self.fronts.contains(where: { bytes.begins(line, with: $0) }) else {
            return .against(Doubt(line.lowerBound, "[pid: 1|app: 0|req: 1/1] in front"))
        }
        guard let place = Self.place(bytes, line) else {
            return .against(
                Doubt(line.upperBound, "[time] GET /path => generated 1 bytes in 1 msecs (HTTP/1.1 200) behind it"))
        }
        guard FieldProof.isKnownMethod(bytes, place.method) else {
            return .against(Doubt(place.method.lowerBound, "a method of HTTP"))
        }
        var format = self
        guard format.time(bytes, place.time.lowerBound) != .unknown else {
            return .against(.time(place.time.lowerBound))
        }
        return Evidence(kind == .request ? nil : .target(place.target.lowerBound))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] {
        [LinePart(.time, place.time), LinePart(.target, place.target), LinePart(.status, place.status)]
    }

    /// What lines begin with; the second one where memory is reported, too.
    private static let fronts: [StaticString] = ["[pid: ", "{address space usage: "]

    /// The parts of `line`, found from its end; nil where it has another shape.
    @inline(__always)
    private static func place(_ bytes: RawSpan, _ line: Range<Int>) -> Place? {
        guard let arrow = bytes.lastIndex(of: UInt8(ascii: ">"), from: line.lowerBound, to: line.upperBound),
            arrow &- line.lowerBound >= 2, bytes.spells(" =", arrow &- 2..<arrow),
            bytes.begins(arrow &+ 1..<line.upperBound, with: " generated "),
            let beforeTarget = bytes.lastIndex(of: UInt8(ascii: " "), from: line.lowerBound, to: arrow &- 2),
            let beforeMethod = bytes.lastIndex(of: UInt8(ascii: " "), from: line.lowerBound, to: beforeTarget),
            beforeMethod &+ 1 < beforeTarget
        else { return nil }
        // "[Mon Nov 30 10:00:00 2026]"
        let open = beforeMethod &- 26
        guard open > line.lowerBound, bytes.byte(at: open) == UInt8(ascii: "["),
            bytes.byte(at: beforeMethod &- 1) == UInt8(ascii: "]")
        else { return nil }
        var close = bytes.firstIndex(of: UInt8(ascii: ")"), from: arrow, to: line.upperBound)
        // "via sendfile()" may stand before "(HTTP/1.1 200)".
        if bytes.byte(at: close &- 1) == UInt8(ascii: "("), close < line.upperBound {
            close = bytes.firstIndex(of: UInt8(ascii: ")"), from: close &+ 1, to: line.upperBound)
        }
        let status = close &- 3..<close
        guard close < line.upperBound, bytes.byte(at: close &- 4) == UInt8(ascii: " "),
            status.allSatisfy({ FieldProof.isDigit(bytes.byte(at: $0)) })
        else { return nil }
        return Place(
            time: open &+ 1..<beforeMethod &- 1, method: beforeMethod &+ 1..<beforeTarget,
            target: beforeTarget &+ 1..<arrow &- 2, status: status)
    }

    /// The time at `start`, as ctime(3) writes it, `Mon Nov 30 10:00:00 2026`: unknown where it is none. O(1).
    @inline(__always)
    private mutating func time(_ bytes: RawSpan, _ start: Int) -> RequestTime {
        let month = bytes.word64(at: start)
        let day = UInt16(bytes.byte(at: start &+ 8)) | UInt16(bytes.byte(at: start &+ 9)) &<< 8
        let year = bytes.word32(at: start &+ 20)
        if (month, day, year) != (memo.month, memo.day, memo.year) {
            memo = (month, day, year, Self.minutes(bytes, start))
        }
        guard let minutes = memo.minutes, bytes.byte(at: start &+ 10) == UInt8(ascii: " "),
            bytes.byte(at: start &+ 19) == UInt8(ascii: " ")
        else { return .unknown }
        return clock.time(bytes, start &+ 11..<start &+ 19, ofDayAt: minutes)
    }

    /// Minutes since 0001-01-01T00:00 at which the day of the time at `start` begins; nil where there is no such day.
    @inline(never)
    private static func minutes(_ bytes: RawSpan, _ start: Int) -> Int? {
        let isPadded = bytes.byte(at: start + 8) == UInt8(ascii: " ")
        let ones = Int(bytes.byte(at: start + 9)) - 0x30
        guard bytes.byte(at: start + 3) == UInt8(ascii: " "), bytes.byte(at: start + 7) == UInt8(ascii: " "),
            let month = CLFClock.month(bytes, at: start + 4),
            let day = isPadded ? 0..<10 ~= ones ? ones : nil : TwoDigits.value(bytes, start + 8),
            let century = TwoDigits.value(bytes, start + 20), let year = TwoDigits.value(bytes, start + 22)
        else { return nil }
        return CivilDate.day(year: century * 100 + year, month: month, day: day).map { $0 * 24 * 60 }
    }
}
