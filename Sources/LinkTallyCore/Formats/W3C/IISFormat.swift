/// IIS W3C extended log, and others of its kind: cells between spaces, columns as the last `#Fields` line says (R11).
///
/// The number of cells must be that of the layout; cells in quotes with spaces in them are tried where it is not. Without
/// a column `date` the last `#Date` counts. Lines before any `#Fields` cannot be read.
struct IISFormat: LineFormat {
    static let hasDirectives = true

    private var clock = ISOClock()
    private var columns = W3CColumns()
    private var cells = W3CCells()
    /// The day of the last `#Date`, in minutes since year one.
    private var day: Int?

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard !W3CDirective.isDirective(bytes, line) else {
            readDirective(bytes, line)
            return .directive
        }
        guard columns.haveQuery else { return .malformed }
        var count = columns.cut(
            bytes, bytes.trimmingSpaces(line), at: UInt8(ascii: " "), stopsEarly: false, into: &cells)
        if count != columns.fieldCount { count = columns.cutQuoted(bytes, line, into: &cells) }
        guard count == columns.fieldCount else { return .malformed }
        request.time = time(bytes)
        request.status = cells.status(in: bytes)
        request.host = cells.text(.serverHost, in: bytes)
        if let query = cells[.query] {
            request.target = cells.value(.stem, in: bytes)
            request.query = bytes.saysNothing(query) ? 0..<0 : query
        } else {
            // NetScaler, Zeus and others write the whole URI into one cell.
            request.target = cells.value(.uri, in: bytes)
            request.query = nil
        }
        return .request
    }

    func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        cells.userAgent(in: bytes, plusIsSpace: true, unescaped: &unescaped)
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        cells.evidence(bytes, line, as: kind, request.time, columnsAreNamed: true, gap: gap(bytes, line))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] { cells.parts(bytes) }

    private func gap(_ bytes: RawSpan, _ line: Range<Int>) -> Doubt {
        guard columns.haveQuery else {
            return Doubt(line.lowerBound, "a #Fields line with cs-uri-query or cs-uri before it")
        }
        return Doubt(line.upperBound, "\(columns.fieldCount) cells between spaces, as #Fields says")
    }

    mutating func readDirectives(of window: RawSpan) {
        W3CDirective.forEach(in: window) { readDirective(window, $0) }
    }

    @inline(__always)
    private mutating func time(_ bytes: RawSpan) -> RequestTime {
        guard let time = cells[.time] else { return .unknown }
        let minutes = cells[.date].map { clock.minutes(bytes, $0) } ?? day
        guard let minutes else { return .unknown }
        return clock.time(bytes, time, ofDayAt: minutes)
    }

    @inline(never)
    private mutating func readDirective(_ bytes: RawSpan, _ line: Range<Int>) {
        if let names = W3CDirective.value(of: "#fields:", in: bytes, line) {
            columns = W3CColumns(names: bytes, names, lastCounts: true)
        } else if let value = W3CDirective.value(of: "#date:", in: bytes, line) {
            day = bytes.firstWord(in: value).flatMap { clock.minutes(bytes, $0) }
        }
    }
}
