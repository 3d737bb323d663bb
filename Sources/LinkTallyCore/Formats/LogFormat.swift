/// A log format: where a line keeps its request target, status, time and host.
///
/// To add one, write a file with a type that conforms, and name the type in `LogFormats.all`. A format keeps what it must
/// remember between lines (a memo, column numbers) in itself; it is made anew for every run of lines.
protocol LogFormat: Sendable {
    /// The name that `--format` takes and reports print.
    static var name: String { get }
    /// Other names for the same format.
    static var aliases: [String] { get }
    /// One line for `--help`: whose logs these are.
    static var summary: String { get }

    init()

    /// Whether lines about the log itself tell where the fields of the lines behind them stand.
    static var hasDirectives: Bool { get }

    /// Whether a line that this format reads as `kind` is likely to be its own and not that of a format behind it in
    /// `LogFormats.all`: some formats read each other's lines.
    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool

    /// Locates the request in `line` of `bytes`: a line without its line end, not blank. Must not allocate.
    mutating func parse(
        _ bytes: RawSpan, _ line: Range<Int>, into request: inout LocatedRequest, unescaped: inout ScratchBuffer
    ) -> LineKind

    /// Takes note of the directives in a window whose lines are scanned elsewhere. O(window).
    mutating func readDirectives(of window: RawSpan)

    /// Scans all lines of a window; a requirement, so that each format gets a loop of its own to be compiled into.
    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner)
}

extension LogFormat {
    static var aliases: [String] { [] }

    static var hasDirectives: Bool { false }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { true }

    mutating func readDirectives(of window: RawSpan) {}

    mutating func scanLines(of window: RawSpan, with scanner: inout LineScanner) {
        scanner.scanLines(of: window, as: &self)
    }
}
