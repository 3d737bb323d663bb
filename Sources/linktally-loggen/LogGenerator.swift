/// Makes a log block by block.
struct LogGenerator {
    /// Bytes of a block, about.
    private static let blockSize = 256 << 10

    private var line: any LogLine
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
        line: any LogLine, seed: UInt64, start: LogHour, hours: Int, scatters: Bool, lineLimit: Int?,
        byteLimit: Int?
    ) {
        self.line = line
        mix = TrafficMix(seed: seed, scatters: scatters)
        curve = DayCurve(start: start, hours: hours)
        self.lineLimit = lineLimit ?? .max
        self.byteLimit = byteLimit ?? .max
        expectedLines = Double(lineLimit ?? max(1, (byteLimit ?? 0) / type(of: line).typicalSize))
    }

    /// The next whole lines; nil at the end.
    mutating func nextBlock() -> [UInt8]? {
        var block: [UInt8] = []
        block.reserveCapacity(Self.blockSize + 4096)
        while block.count < Self.blockSize, lines < lineLimit, bytes + block.count < byteLimit {
            mix.draw(into: &request)
            request.time = curve.time(at: Double(lines) / expectedLines, hour: &hour)
            line.append(request, to: &block)
            lines += 1
        }
        bytes += block.count
        return block.isEmpty ? nil : block
    }
}

/// When requests come: few at night, many in the evening.
struct DayCurve {
    /// Requests of each hour of the day, relative to each other.
    private static let weights = [
        4, 3, 2, 2, 2, 3, 5, 8, 10, 11, 12, 12, 13, 13, 12, 12, 13, 14, 16, 18, 19, 17, 12, 7,
    ]

    private let start: Int
    /// Requests before the end of each hour, as a share.
    private let shares: [Double]

    init(start: LogHour, hours: Int) {
        self.start = start.secondsSince1970
        let weights = (0..<hours).map { Double(Self.weights[(start.secondsSince1970 / 3_600 + $0) % 24]) }
        let total = weights.reduce(0, +)
        var sum = 0.0
        shares = weights.map { weight in
            sum += weight
            return sum / total
        }
    }

    /// Walks through the hours: `hour` is where the last call was. The time of a request that has the share `part` of
    /// all requests before it, in seconds since 1970.
    func time(at part: Double, hour: inout Int) -> Int {
        while hour < shares.count - 1, part >= shares[hour] { hour += 1 }
        let before = hour == 0 ? 0 : shares[hour - 1]
        let second = (part - before) / (shares[hour] - before) * 3_600
        return start + hour * 3_600 + min(max(Int(second), 0), 3_599)
    }
}
