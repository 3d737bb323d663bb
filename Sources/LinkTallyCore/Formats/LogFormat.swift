/// A log format that has a name and can be told from a log's first lines.
///
/// To add one, write a file with a type that conforms, and name the type in `LogFormats.all`.
protocol LogFormat: LineFormat {
    /// The name that `--format` takes and reports print.
    static var name: String { get }
    /// Other names for the same format.
    static var aliases: [String] { get }
    /// One line for `--help`: whose logs these are.
    static var summary: String { get }

    init()

    /// Whether a line that this format reads as `kind` is likely to be its own and not that of a format behind it in
    /// `LogFormats.all`: some formats read each other's lines.
    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool
}

extension LogFormat {
    static var aliases: [String] { [] }

    static func claims(_ bytes: RawSpan, _ line: Range<Int>, as kind: LineKind) -> Bool { true }
}
