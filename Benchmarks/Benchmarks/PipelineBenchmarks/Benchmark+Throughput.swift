import Benchmark
import LinkTallyProbes

extension Benchmark {
    /// Times `body`, which goes through `bytes` of log, and records MB/s.
    func throughput(bytes: Int, _ body: () -> Void) {
        let clock = ContinuousClock()
        startMeasurement()
        let elapsed = clock.measure(body)
        stopMeasurement()
        measurement(.megabytesPerSecond, Int(Double(bytes) / 1e6 / (elapsed / .seconds(1))))
    }

    /// Scans a log in memory, and checks that every line was counted and none malformed.
    ///
    /// Once before it is timed, so that the tables have the size that they need.
    func scan(_ log: [UInt8], format: String) {
        let windows = ScanProbe.windows(of: log)
        var probe = ScanProbe(format: format)
        let first = probe.scan(log, windows: windows)
        precondition(first.lines == MadeLogs.lines(of: log) && first.malformed == 0, "\(format): \(first)")
        var last = first
        throughput(bytes: log.count) { last = probe.scan(log, windows: windows) }
        precondition(last.lines == first.lines && last.attributed == first.attributed, "\(format): \(last)")
    }
}

extension BenchmarkMetric {
    static let megabytesPerSecond = BenchmarkMetric.custom("MB/s", polarity: .prefersLarger, useScalingFactor: false)
}

extension Benchmark.Configuration {
    /// Wall time of a whole log, and MB/s.
    static var perByte: Benchmark.Configuration {
        Benchmark.Configuration(
            metrics: [.wallClock, .megabytesPerSecond], warmupIterations: 1, maxDuration: .seconds(2),
            maxIterations: 30)
    }
}
