/// How lines are read: where a line keeps its request target, status, time and host.
///
/// A format keeps what it must remember between lines (a memo, column numbers) in itself; it is copied for every run of
/// lines.
protocol LineFormat: Sendable {
    /// Whether lines about the log itself tell where the fields of the lines behind them stand.
    static var hasDirectives: Bool { get }

    /// Whether any line can be read, so that one that is no proof would be counted all the same: recognition wants all lines to
    /// prove such a format.
    static var readsAnyLine: Bool { get }

    /// Whether what stands in front of its lines is its own, and says what they are, so that it is no envelope.
    static var hasPrefixOfItsOwn: Bool { get }

    /// What it is to others that read the same lines.
    static var kinship: Kinship { get }

    /// Whose times those of its lines without a zone are; nil where it reads none, so that there is nothing to assume.
    var assumedZone: AssumedZone? { get set }

    /// Locates the request in `line` of `bytes`: a line without its line end, not blank. Must not allocate.
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind

    /// The user agent of the line that was parsed last, which was a request; nil where the line has no such field. May
    /// append to `unescaped`, must not allocate. O(line).
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField?

    /// What `line`, which was parsed last, says about whether it is of this format. A request stands in `request`, its target in
    /// `text`: that is `bytes`, or what was unescaped. Must hold for real lines of the format without exception, and for those of
    /// others hardly ever. O(line); for first lines, not for every line.
    mutating func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence

    /// Where the parts of the request of `line`, which was parsed last, stand in it. O(line); for `explain`.
    mutating func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart]

    /// Whether lines without a request are what a log of the format has, too, because its definition leaves some out.
    var leavesLinesOut: Bool { get }

    /// Whether lines can be told to be of the format by more than their request, so that others in the log need not have one.
    var hasShapeOfItsOwn: Bool { get }

    /// Takes note of the directives in a window whose lines are scanned elsewhere. O(window).
    mutating func readDirectives(of window: RawSpan)

    /// Scans all lines of a window; a requirement, so that each format gets a loop of its own to be compiled into.
    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner)

    /// Scans all lines of a window that stand behind the prefixes of `envelopes` from `depth` on.
    mutating func scanLines(
        of window: RawSpan, behind envelopes: inout EnvelopeRun, from depth: Int, with scanner: inout LineScanner)
}

extension LineFormat {
    static var hasDirectives: Bool { false }

    static var readsAnyLine: Bool { false }

    static var hasPrefixOfItsOwn: Bool { false }

    static var kinship: Kinship { .none }

    var assumedZone: AssumedZone? {
        get { nil }
        set {}
    }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        nil
    }

    var leavesLinesOut: Bool { false }

    var hasShapeOfItsOwn: Bool { true }

    func evidence(
        _ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind, _ request: LocatedRequest, in text: RawSpan
    ) -> Evidence {
        guard kind != .malformed else { return .against(Doubt(line.lowerBound, "another shape")) }
        guard kind == .request else { return .neither(Doubt(line.lowerBound, "a request target")) }
        return Evidence(FieldProof.isTarget(text, request.target) ? nil : .target(line.lowerBound))
    }

    func parts(_ bytes: RawSpan, _ line: Range<Int>) -> [LinePart] { [] }

    mutating func readDirectives(of window: RawSpan) {}

    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner) {
        scanner.scanLines(of: window, as: &self)
    }

    mutating func scanLines(
        of window: RawSpan, behind envelopes: inout EnvelopeRun, from depth: Int, with scanner: inout LineScanner
    ) {
        scanner.scanLines(of: window, behind: &envelopes, from: depth, as: &self)
    }
}

/// What a format is to others that read the same lines.
enum Kinship {
    case none
    /// It reads them as they are.
    case general
    /// It tells more of them.
    case special
}

/// What a line is; the cases are the summands of `LineCounts.total`.
package enum LineKind: Sendable {
    /// A line about the log itself (`#Fields` and the like).
    case directive
    /// The line does not have the shape of its format.
    case malformed
    /// The shape is right, but there is no request target in it.
    case noTarget
    /// A request was located.
    case request
}

/// Where a line keeps its request, as offsets.
///
/// Target and query stand in the window or, where log escapes had to be undone, in the scratch buffer; so does the host,
/// by itself. A format fills all of what it knows for every line that is a request; the rest stays as it begins.
struct LocatedRequest {
    /// The request target, log escapes undone.
    var target = 0..<0
    /// The query where the format has a field of its own for it; nil: behind the first `?` of the target.
    var query: Range<Int>?
    /// Whether target and query stand in the scratch buffer.
    var isUnescaped = false
    /// The host field of the line, where the format has one and it says something.
    var host: Range<Int>?
    /// Whether the host stands in the scratch buffer; then target and query do, too.
    var isHostUnescaped = false
    /// When the request was served.
    var time = RequestTime.unknown
    /// The status of the response; 0 where it is unknown, `statusLimit` where it is that or more.
    var status: UInt16 = 0

    /// Where the path ends: the target up to its first `?` or `#`, in the bytes that it stands in. O(target).
    @inline(__always)
    func endOfPath(in bytes: RawSpan) -> Int {
        bytes.firstIndex(
            of: UInt8(ascii: "?"), or: UInt8(ascii: "#"), from: target.lowerBound, to: target.upperBound)
    }

    /// No status is told from a higher one.
    static let statusLimit: UInt16 = 1000

    /// Whether the status is known and an error's (rule R14).
    var isError: Bool {
        @inline(__always) get { status >= 400 }
    }
}

/// Where a field of a line stands.
struct LocatedField {
    let range: Range<Int>
    /// Whether that is in the scratch buffer.
    var isUnescaped = false
}
