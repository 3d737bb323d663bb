/// CloudFront standard log: cells between TABs, columns as the last `#Fields` line says (rule R11).
///
/// CloudFront encodes the percent signs of a path and query once more, so one layer of `%25` is undone. Lines are not in
/// order of time. A line that ends with the query, where the layout does not, was cut.
struct CloudFrontFormat: LineFormat {
    static let hasDirectives = true

    /// The layout of a log without a `#Fields` line.
    private static let standard = """
        date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) \
        cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken \
        x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status \
        fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len \
        sc-range-start sc-range-end
        """

    private var clock = ISOClock()
    private var columns: W3CColumns
    private var cells = W3CCells()
    /// Whether a `#Fields` line was read.
    private var columnsAreNamed = false

    init() {
        let names = Array(Self.standard.utf8)
        columns = W3CColumns(names: names.rawSpan, 0..<names.count, lastCounts: false)
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        guard !W3CDirective.isDirective(bytes, line) else {
            readDirective(bytes, line)
            return .directive
        }
        guard let queryColumn = columns.column(of: .query) else { return .malformed }
        let count = columns.cut(bytes, line, at: UInt8(ascii: "\t"), stopsEarly: true, into: &cells)
        guard count > queryColumn, count > queryColumn &+ 1 || columns.fieldCount == queryColumn &+ 1 else {
            return .malformed
        }
        request.time = .unknown
        if let date = cells[.date], let time = cells[.time] {
            request.time = clock.read(bytes, date: date, time: time)
        }
        request.status = cells.status(in: bytes)
        request.host = cells.text(.edgeHost, in: bytes) ?? cells.text(.hostHeader, in: bytes)
        let stem = cells.value(.stem, in: bytes)
        let query = cells.value(.query, in: bytes)
        request.isUnescaped = Self.hasPercent(bytes, stem) || Self.hasPercent(bytes, query)
        if request.isUnescaped {
            request.target = Self.peel(bytes, stem, into: &unescaped)
            request.query = Self.peel(bytes, query, into: &unescaped)
        } else {
            request.target = stem
            request.query = query
        }
        return .request
    }

    func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        cells.userAgent(in: bytes, plusIsSpace: false, unescaped: &unescaped)
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        cells.evidence(bytes, line, as: kind, request.time, columnsAreNamed: columnsAreNamed, gap: gap(bytes, line))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] { cells.parts(bytes) }

    private func gap(_ bytes: RawSpan, _ line: Range<Int>) -> Doubt {
        guard columns.column(of: .query) != nil else {
            return Doubt(line.lowerBound, "a #Fields line with cs-uri-query before it")
        }
        let tab = bytes.firstIndex(of: UInt8(ascii: "\t"), from: line.lowerBound, to: line.upperBound)
        let place = tab < line.upperBound ? line.upperBound : line.lowerBound
        return Doubt(place, "\(columns.fieldCount) cells between TABs, as #Fields says")
    }

    mutating func readDirectives(of window: RawSpan) {
        W3CDirective.forEach(in: window) { readDirective(window, $0) }
    }

    @inline(never)
    private mutating func readDirective(_ bytes: RawSpan, _ line: Range<Int>) {
        if let names = W3CDirective.value(of: "#fields:", in: bytes, line) {
            columns = W3CColumns(names: bytes, names, lastCounts: false)
            columnsAreNamed = true
        }
    }

    @inline(__always)
    fileprivate static func hasPercent(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        bytes.firstIndex(of: UInt8(ascii: "%"), from: range.lowerBound, to: range.upperBound) < range.upperBound
    }

    /// Appends the bytes of `range` with each `%25` made a `%`; returns where they stand.
    @inline(never)
    fileprivate static func peel(_ bytes: RawSpan, _ range: Range<Int>, into target: inout ScratchBuffer) -> Range<Int>
    {
        let start = target.count
        var index = range.lowerBound
        while index < range.upperBound {
            let percent = bytes.firstIndex(of: UInt8(ascii: "%"), from: index, to: range.upperBound)
            let end = min(percent + 1, range.upperBound)
            target.append(bytes, index..<end)
            index = end
            if percent + 2 < range.upperBound, bytes.byte(at: percent + 1) == UInt8(ascii: "2"),
                bytes.byte(at: percent + 2) == UInt8(ascii: "5")
            {
                index += 2
            }
        }
        return start..<target.count
    }
}

/// CloudFront real-time log: cells between TABs. Its lines have columns that whoever set it up chose, and no `#Fields` line:
/// their names are given (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html).
///
/// The stem has the query, too, which counts where the query has no column of its own. What is no path in its place makes
/// a line malformed: the names are those of other columns then.
struct CloudFrontRealTimeFormat: LineFormat {
    private let columns: W3CColumns
    private var cells = W3CCells()
    private var clock = ISOClock()

    /// - Parameter names: The names of all columns, with spaces between them; nil where none of them is the stem.
    init?(names: String) {
        let names = Array(names.utf8)
        columns = W3CColumns(names: names.rawSpan, names.indices, lastCounts: false)
        guard columns.column(of: .stem) != nil else { return nil }
    }

    /// What lines of these columns do not have.
    var lacks: RequestFields {
        var lacks: RequestFields = []
        let hasDate = columns.column(of: .date) != nil && columns.column(of: .time) != nil
        if !hasDate, columns.column(of: .timestamp) == nil { lacks.insert(.time) }
        if columns.column(of: .status) == nil { lacks.insert(.status) }
        if columns.column(of: .userAgent) == nil, columns.column(of: .realTimeAgent) == nil {
            lacks.insert(.userAgent)
        }
        return lacks
    }

    @inline(__always)
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind {
        let count = columns.cut(bytes, line, at: UInt8(ascii: "\t"), stopsEarly: false, into: &cells)
        guard count == columns.fieldCount else { return .malformed }
        guard let stem = cells.text(.stem, in: bytes) else { return .noTarget }
        guard FieldProof.isTarget(bytes, stem) else { return .malformed }
        let query = cells[.query].map { bytes.saysNothing($0) ? 0..<0 : $0 }
        request.time = time(bytes)
        request.status = cells.status(in: bytes)
        request.host = cells.text(.serverHost, in: bytes) ?? cells.text(.edgeHost, in: bytes)
        request.isUnescaped =
            CloudFrontFormat.hasPercent(bytes, stem) || query.map { CloudFrontFormat.hasPercent(bytes, $0) } ?? false
        if request.isUnescaped {
            request.target = CloudFrontFormat.peel(bytes, stem, into: &unescaped)
            request.query = query.map { CloudFrontFormat.peel(bytes, $0, into: &unescaped) }
        } else {
            (request.target, request.query) = (stem, query)
        }
        return .request
    }

    @inline(__always)
    private mutating func time(_ bytes: RawSpan) -> RequestTime {
        if let timestamp = cells[.timestamp] { return OrderedField.epoch(bytes, timestamp) }
        guard let date = cells[.date], let time = cells[.time] else { return .unknown }
        return clock.read(bytes, date: date, time: time)
    }

    func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        cells.userAgent(in: bytes, plusIsSpace: false, unescaped: &unescaped)
    }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        if kind == .request { return .proof }
        guard kind == .malformed, let stem = cells[.stem], !FieldProof.isTarget(bytes, stem) else {
            return .against(Doubt(line.upperBound, "\(columns.fieldCount) cells between TABs, as many as were named"))
        }
        return .against(Doubt(stem.lowerBound, "a path, in the column cs-uri-stem"))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] { cells.parts(bytes) }
}
