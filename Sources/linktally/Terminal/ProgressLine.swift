import Dispatch
import Glibc
import LinkTallyCore
import LinkTallyInput
import LinkTallyReport
import Synchronization

/// A line on the terminal that shows how far a run is.
final class ProgressLine {
    private let timer: any DispatchSourceTimer
    private let isShown = Shown()

    /// Whether the line was written at least once.
    private final class Shown: Sendable { let flag = Atomic<Bool>(false) }

    /// Shows `progress` until `finish`, where stderr is a terminal.
    ///
    /// - Parameter totalBytes: Bytes of all inputs as they are stored; nil where one of them is a pipe.
    static func start(_ progress: Progress, totalBytes: Int?) -> ProgressLine? {
        Console.isTerminal ? ProgressLine(progress, totalBytes) : nil
    }

    private init(_ progress: Progress, _ totalBytes: Int?) {
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "linktally.progress"))
        let clock = RunClock()
        timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
        timer.setEventHandler { [isShown] in
            isShown.flag.store(true, ordering: .relaxed)
            let text = ProgressText.line(
                seconds: clock.seconds, bytesRead: progress.bytesRead, totalBytes: totalBytes,
                bytesDecoded: progress.bytesDecoded, lines: progress.lines)
            Console.write("\r\(text)\u{1B}[K")
        }
        timer.activate()
    }

    /// Takes the line away.
    func finish() {
        // The handler may be at work: its queue is waited for before the line is cleared.
        let done = DispatchSemaphore(value: 0)
        timer.setCancelHandler { done.signal() }
        timer.cancel()
        done.wait()
        if isShown.flag.load(ordering: .relaxed) { Console.write("\r\u{1B}[K") }
    }
}

/// The words of the progress line.
enum ProgressText {
    /// Percent, speed, lines and the time left, where the size of the inputs is known; else what was read so far.
    static func line(seconds: Double, bytesRead: Int, totalBytes: Int?, bytesDecoded: Int, lines: Int) -> String {
        let speed = seconds > 0 ? Int(Double(bytesDecoded) / seconds / 1e6) : 0
        let rate = "\(Figure.grouped(speed)) MB/s  \(Figure.grouped(lines)) lines"
        guard let totalBytes, totalBytes > 0 else { return "\(Figure.grouped(bytesDecoded / 1_000_000)) MB  \(rate)" }
        let share = min(1, Double(bytesRead) / Double(totalBytes))
        let left = share > 0 ? Int((seconds * (1 - share) / share).rounded(.up)) : 0
        return "\(Int(share * 100))%  \(rate)" + (share > 0 ? "  \(clock(left)) left" : "")
    }

    private static func clock(_ seconds: Int) -> String {
        let (minutes, rest) = (seconds / 60, seconds % 60)
        return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
    }
}

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

extension [InputPath] {
    /// Bytes of all files as they are stored; nil where one is no regular file.
    var totalSize: Int? {
        var sum = 0
        for path in self {
            // What cannot be opened has no bytes to wait for.
            guard let file = FileIdentity(of: path.isStandardInput ? InputPath("/dev/stdin") : path) else { continue }
            guard file.kind == .file else { return nil }
            sum += Int(file.size)
        }
        return sum
    }
}
