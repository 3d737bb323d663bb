import Dispatch
import Glibc
import LinkTallyInput
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
        let start = ProgressLine.seconds()
        timer.schedule(deadline: .now() + .milliseconds(500), repeating: .milliseconds(200))
        timer.setEventHandler { [isShown] in
            isShown.flag.store(true, ordering: .relaxed)
            let text = ProgressText.line(
                seconds: ProgressLine.seconds() - start, bytesRead: progress.bytesRead, totalBytes: totalBytes,
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

    private static func seconds() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
