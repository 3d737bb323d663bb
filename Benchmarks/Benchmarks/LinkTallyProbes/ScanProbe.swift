import LinkTallyCore

/// Scans a log in memory as a worker does: windows of whole lines, one tally.
public struct ScanProbe: ~Copyable {
    /// The names that `--format` takes.
    public static var formats: [String] { LogFormats.names }
    /// The line kernels that this processor has, the best one last; that one runs afterwards.
    public static var kernels: [String] { LineKernel.allCases.filter { $0.choose() }.map(\.rawValue) }

    /// Makes a line kernel the one that runs, for all that follows; false where the processor does not have it.
    public static func choose(kernel: String) -> Bool { LineKernel(rawValue: kernel)?.choose() ?? false }

    /// Bytes of a window, about: what the command reads at a time.
    private static let windowSize = 256 << 10

    private var scanner: LineScanner
    private let format: LogFormat

    /// A probe for a format, which must be one of `formats`.
    public init(format: String, keepsReferences: Bool = false) {
        guard let choice = LogFormats.named(format) else { preconditionFailure("no such format: \(format)") }
        self.format = choice
        let kind: Tally.Kind = keepsReferences ? .references : .rows(.all)
        scanner = LineScanner(tally: Tally(kind, seed: HashSeed(first: 1, second: 2)))
    }

    /// Counts a log, whose windows were cut by `windows(of:)`, and forgets the counts. O(log).
    public mutating func scan(_ log: [UInt8], windows: [Range<Int>]) -> ScanCounts {
        var run = FormatRun(format)
        let bytes = unsafe log.span.bytes
        scanner.begin(input: 0, segment: 0)
        for window in windows { scanner.scan(bytes.extracting(window), with: &run) }
        var counts = ScanCounts()
        scanner.handOver { tally in
            counts = ScanCounts(
                lines: tally.lines.total, malformed: tally.lines.malformed,
                attributed: Int(tally.requests.outcomes.attributed), tableBytes: tally.byteCount)
        }
        return counts
    }

    /// Ranges of whole lines that are about as long as a window of the command. O(log).
    public static func windows(of log: [UInt8]) -> [Range<Int>] {
        var windows: [Range<Int>] = []
        var start = 0
        while start < log.count {
            let limit = min(start + windowSize, log.count)
            let end =
                limit == log.count
                ? limit : (log[start..<limit].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? limit)
            windows.append(start..<end)
            start = end
        }
        return windows
    }
}
