/// Makes a log block by block.
struct LogGenerator {
    /// Bytes of a block, about.
    private static let blockSize = 256 << 10

    private var format: any LineFormat
    private var mix: TrafficMix
    private let curve: DayCurve
    private let lineLimit: Int
    private let byteLimit: Int
    /// Lines that the log will have, about: time goes from its start to its end over them.
    private let expectedLines: Double

    private var request = LogRequest()
    private var hour = 0
    private var lines = 0
    private var bytes = 0

    /// A log that ends with the first limit that is reached.
    init(
        format: any LineFormat, seed: UInt64, start: LogHour, hours: Int, scatters: Bool, lineLimit: Int?,
        byteLimit: Int?
    ) {
        self.format = format
        mix = TrafficMix(seed: seed, scatters: scatters)
        curve = DayCurve(start: start, hours: hours)
        self.lineLimit = lineLimit ?? .max
        self.byteLimit = byteLimit ?? .max
        expectedLines = Double(lineLimit ?? max(1, (byteLimit ?? 0) / type(of: format).typicalSize))
    }

    /// The next whole lines; nil at the end.
    mutating func nextBlock() -> [UInt8]? {
        var block: [UInt8] = []
        block.reserveCapacity(Self.blockSize + 4096)
        while block.count < Self.blockSize, lines < lineLimit, bytes + block.count < byteLimit {
            mix.draw(into: &request)
            request.time = curve.time(at: Double(lines) / expectedLines, hour: &hour)
            format.append(request, to: &block)
            lines += 1
        }
        bytes += block.count
        return block.isEmpty ? nil : block
    }
}
