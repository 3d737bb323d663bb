import Glibc

/// How long a run takes.
struct RunClock {
    private let start = Self.now()

    /// Since the clock was made.
    var seconds: Double { Self.now() - start }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
