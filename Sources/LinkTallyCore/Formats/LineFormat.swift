/// How lines are read: where a line keeps its request target, status, time and host.
///
/// A format keeps what it must remember between lines (a memo, column numbers) in itself; it is copied for every run of
/// lines.
protocol LineFormat: Sendable {
    /// Whether lines about the log itself tell where the fields of the lines behind them stand.
    static var hasDirectives: Bool { get }

    /// Locates the request in `line` of `bytes`: a line without its line end, not blank. Must not allocate.
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind

    /// The user agent of the line that was parsed last, which was a request; nil where the line has no such field. May
    /// append to `unescaped`, must not allocate. O(line).
    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField?

    /// Takes note of the directives in a window whose lines are scanned elsewhere. O(window).
    mutating func readDirectives(of window: RawSpan)

    /// Scans all lines of a window; a requirement, so that each format gets a loop of its own to be compiled into.
    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner)
}

extension LineFormat {
    static var hasDirectives: Bool { false }

    mutating func userAgent(_ bytes: RawSpan, _ line: Range<Int>, unescaped: inout ScratchBuffer) -> LocatedField? {
        nil
    }

    mutating func readDirectives(of window: RawSpan) {}

    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner) {
        scanner.scanLines(of: window, as: &self)
    }
}
