/// Which columns of a W3C extended log hold the fields that are wanted, as a `#Fields` line says.
struct W3CColumns: Sendable {
    /// Fields of the layout, wanted or not.
    private(set) var fieldCount = 0
    /// Wanted fields, by column.
    private var wanted = InlineArray<16, UInt8>(repeating: 0)
    private var columns = InlineArray<16, Int>(repeating: .max)
    private var wantedCount = 0

    init() {}

    /// The layout that the names in `range` of `bytes` give; names are case-sensitive and separated by white space.
    /// O(range).
    ///
    /// - Parameter lastCounts: Which of two columns of one name is read: the last, or else the first.
    init(names bytes: RawSpan, _ range: Range<Int>, lastCounts: Bool) {
        var rest = range
        while let word = bytes.firstWord(in: rest) {
            if let field = W3CField.allCases.first(where: { bytes.spells($0.name, word) }) {
                note(field.rawValue, column: fieldCount, lastCounts)
            }
            fieldCount += 1
            rest = word.upperBound..<range.upperBound
        }
    }

    /// Whether queries can be read: they have a column of their own, or that of whole URIs has them.
    var haveQuery: Bool { column(of: .query) != nil || column(of: .uri) != nil }

    /// The column of `field`, or nil where the layout has none.
    func column(of field: W3CField) -> Int? {
        for index in 0..<wantedCount where wanted[index] == field.rawValue { return columns[index] }
        return nil
    }

    private mutating func note(_ field: UInt8, column: Int, _ lastCounts: Bool) {
        for index in 0..<wantedCount where wanted[index] == field {
            guard lastCounts else { return }
            for later in index..<wantedCount - 1 {
                wanted[later] = wanted[later + 1]
                columns[later] = columns[later + 1]
            }
            wantedCount -= 1
            break
        }
        wanted[wantedCount] = field
        columns[wantedCount] = column
        wantedCount += 1
    }

    /// Cuts `line` at every `separator` and notes the cells of wanted fields. O(line).
    ///
    /// - Returns: The number of cells; where `stopsEarly`, no more are counted than one behind the last wanted one.
    @inline(__always)
    func cut(
        _ bytes: RawSpan, _ line: Range<Int>, at separator: UInt8, stopsEarly: Bool, into cells: inout W3CCells
    ) -> Int {
        cells.removeAll()
        var next = 0
        var count = 0
        var start = line.lowerBound
        while true {
            let end = bytes.firstIndex(of: separator, from: start, to: line.upperBound)
            if next < wantedCount, columns[next] == count {
                cells.set(wanted[next], start..<end)
                next &+= 1
            }
            count &+= 1
            guard end < line.upperBound else { return count }
            if stopsEarly, next == wantedCount { return count &+ 1 }
            start = end &+ 1
        }
    }

    /// Cuts `line` at spaces and notes the cells of wanted fields, for lines that `cut` does not read: several spaces count as
    /// one, and a cell in double quotes may have spaces in it.
    /// O(line).
    @inline(never)
    func cutQuoted(_ bytes: RawSpan, _ line: Range<Int>, into cells: inout W3CCells) -> Int {
        cells.removeAll()
        var next = 0
        var count = 0
        var index = line.lowerBound
        while index < line.upperBound {
            guard bytes.byte(at: index) != UInt8(ascii: " ") else {
                index += 1
                continue
            }
            let cell = Self.cell(bytes, from: index, to: line.upperBound)
            if next < wantedCount, columns[next] == count {
                cells.set(wanted[next], cell.range)
                next += 1
            }
            count += 1
            index = cell.next
        }
        return count
    }

    private static func cell(_ bytes: RawSpan, from start: Int, to end: Int) -> (range: Range<Int>, next: Int) {
        if bytes.byte(at: start) == UInt8(ascii: "\"") {
            var quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: start + 1, to: end)
            while quote < end, quote + 1 < end, bytes.byte(at: quote + 1) != UInt8(ascii: " ") {
                quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: quote + 1, to: end)
            }
            if quote < end { return (start + 1..<quote, quote + 1) }
        }
        let space = bytes.firstIndex(of: UInt8(ascii: " "), from: start, to: end)
        return (start..<space, space)
    }
}

/// Where the wanted cells of a line stand.
struct W3CCells {
    private var ranges = InlineArray<16, Range<Int>>(repeating: -1 ..< -1)

    init() {}

    @inline(__always)
    mutating func removeAll() { ranges = InlineArray(repeating: -1 ..< -1) }

    @inline(__always)
    mutating func set(_ field: UInt8, _ range: Range<Int>) { ranges[Int(field & 15)] = range }

    /// The cell of `field`; nil where the line or the layout has none. O(1).
    @inline(__always)
    subscript(field: W3CField) -> Range<Int>? {
        let range = ranges[Int(field.rawValue & 15)]
        return range.lowerBound < 0 ? nil : range
    }

    /// The cell of `field` where it says something: it is there, not empty and not `-`. O(1).
    @inline(__always)
    func text(_ field: W3CField, in bytes: RawSpan) -> Range<Int>? {
        self[field].flatMap { bytes.saysNothing($0) ? nil : $0 }
    }

    /// The cell of `field`, empty where it is `-` or there is none. O(1).
    @inline(__always)
    func value(_ field: W3CField, in bytes: RawSpan) -> Range<Int> { text(field, in: bytes) ?? 0..<0 }

    /// The status of the line; 0 where it is unknown. O(1).
    @inline(__always)
    func status(in bytes: RawSpan) -> UInt16 { self[.status].map { StatusField.status(in: bytes, field: $0) } ?? 0 }

    /// The user agent, its escapes undone: percent signs as CloudFront writes them, once or twice, and for IIS a plus for a
    /// space. Nil where the layout has none. O(cell).
    func userAgent(
        in bytes: RawSpan, plusIsSpace: Bool, unescaped: inout ScratchBuffer
    ) -> LocatedField? {
        guard let cell = self[.userAgent] ?? self[.realTimeAgent] else { return nil }
        let start = unescaped.count
        unescaped.append(bytes, cell)
        unescaped.undoPercents(from: start, plusIsSpace: plusIsSpace)
        return LocatedField(range: start..<unescaped.count, isUnescaped: true)
    }
}

extension W3CCells {
    /// What a line says whose cells these are; of one that is malformed, `gap` tells what is missing.
    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ time: RequestTime, columnsAreNamed: Bool,
        gap: @autoclosure () -> Doubt
    ) -> Evidence {
        switch kind {
        case .directive: .neither(Doubt(line.lowerBound, "a request; this line is about the log"))
        case .malformed, .noTarget: .against(gap())
        case .request: Evidence(doubt(bytes, line, time, columnsAreNamed: columnsAreNamed))
        }
    }

    /// A doubt about the cells of a request: date and time are some, and what is no path stands nowhere in its place. Where no
    /// directive named the columns, the method must be one, too.
    private func doubt(_ bytes: RawSpan, _ line: Range<Int>, _ time: RequestTime, columnsAreNamed: Bool) -> Doubt? {
        if time == .unknown {
            guard let cell = self[.time] ?? self[.date] else { return Doubt(line.lowerBound, "columns date and time") }
            return Doubt((self[.date] ?? cell).lowerBound, "a date, YYYY-MM-DD, and a time, hh:mm:ss")
        }
        if !columnsAreNamed, let method = text(.method, in: bytes), !FieldProof.isKnownMethod(bytes, method) {
            return Doubt(method.lowerBound, "a method of HTTP")
        }
        for field in [W3CField.stem, .uri] {
            if let path = self[field], !FieldProof.isTarget(bytes, path) { return Doubt(path.lowerBound, "a path") }
        }
        if let status = text(.status, in: bytes), !FieldProof.isDigit(bytes.byte(at: status.lowerBound)) {
            return Doubt(status.lowerBound, "a status")
        }
        return nil
    }

    /// Where the cells of the request stand.
    func parts(_ bytes: RawSpan) -> [LinePart] {
        let names: [(W3CField, LinePart.Name)] = [
            (.date, .time), (.time, .time), (.timestamp, .time), (.stem, .target), (.uri, .target), (.query, .query),
            (.status, .status),
            (.userAgent, .agent), (.realTimeAgent, .agent),
        ]
        let host = text(.edgeHost, in: bytes) ?? text(.hostHeader, in: bytes) ?? text(.serverHost, in: bytes)
        return names.compactMap { field, name in text(field, in: bytes).map { LinePart(name, $0) } }
            + (host.map { [LinePart(.host, $0)] } ?? [])
    }
}

/// The fields of W3C extended logs that are read: at most sixteen, numbered from 0.
enum W3CField: UInt8, CaseIterable {
    case date, time, status, serverHost, edgeHost, hostHeader, stem, query, uri, method, userAgent, timestamp,
        realTimeAgent

    /// The name in a `#Fields` line.
    var name: StaticString {
        switch self {
        case .date: "date"
        case .time: "time"
        case .status: "sc-status"
        case .serverHost: "cs-host"
        case .edgeHost: "x-host-header"
        case .hostHeader: "cs(Host)"
        case .stem: "cs-uri-stem"
        case .query: "cs-uri-query"
        case .uri: "cs-uri"
        case .method: "cs-method"
        case .userAgent: "cs(User-Agent)"
        case .timestamp: "timestamp"
        case .realTimeAgent: "cs-user-agent"
        }
    }
}
