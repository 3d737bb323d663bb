import Dispatch
import LinkTallyCore
import LinkTallyInput
import Synchronization

/// Hands out the work of a run: windows that were read first, then ranges, then the next input, then blocks to be inflated ahead.
///
/// A worker that reads an input scans it itself while every other worker has an input of its own: inflating and scanning
/// in one cache is the cheapest. Where workers are free, it hands windows over to them, up to a bound, and scans itself
/// what they do not take: nobody ever waits for a full queue.
final class Scheduler: Sendable {
    private let inputs: [InputRecord]
    private let jobs: Int
    private let windowSize: Int
    private let stop: StopSignal
    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    private struct State: Sendable {
        var nextInput = 0
        var ranges: [LineRange] = []
        var windows: [FilledWindow] = []
        /// Inputs that are read and whose blocks can be inflated ahead.
        var blocks: [BlockQueue] = []
        /// Workers that read an input or a range.
        var readers = 0
        /// Workers that wait for work.
        var waiting = 0
        var spareBuffers: [WindowBuffer] = []
    }

    /// Windows that may wait for each worker that has no input of its own, so that one that is held up for a millisecond does not hold
    /// up its reader.
    private static let windowsAhead = 4

    /// Windows that wait before one more worker is woken for them. Waking takes a reader some 10 µs, and a worker that scans faster than
    /// the reader inflates would go to sleep after each.
    private static let windowsToWakeFor = 2

    init(_ inputs: [InputRecord], jobs: Int, windowSize: Int, stop: StopSignal) {
        self.inputs = inputs
        self.jobs = jobs
        self.windowSize = windowSize
        self.stop = stop
    }

    /// The next piece of work; waits while others may yet find some. Nil when all is done.
    func next() -> Work? {
        while true {
            let (work, isOver) = state.withLock { state -> (Work?, Bool) in
                if !state.windows.isEmpty { return (.window(state.windows.removeFirst()), false) }
                if !stop.isRaised {
                    if let work = nextReading(&state) { return (work, false) }
                    if let blocks = state.blocks.first(where: \.hasRoom) { return (.blocks(blocks), false) }
                }
                if state.readers == 0 { return (nil, true) }
                state.waiting += 1
                return (nil, false)
            }
            if isOver { return nil }
            if let work { return work }
            available.wait()
        }
    }

    private func nextReading(_ state: inout State) -> Work? {
        if !state.ranges.isEmpty {
            state.readers += 1
            return .range(state.ranges.removeFirst())
        }
        guard state.nextInput < inputs.count else { return nil }
        state.readers += 1
        state.nextInput += 1
        return .input(inputs[state.nextInput - 1])
    }

    /// A reader is done with its input or range.
    func readerFinished() {
        state.withLock { state in
            state.readers -= 1
            // The last one wakes all, to end; another one wakes who may be asleep beside a window.
            wake(state.readers == 0 ? state.waiting : min(state.windows.count, state.waiting), &state)
        }
    }

    /// Adds ranges of an input, before the inputs that follow.
    func add(_ ranges: [LineRange]) {
        state.withLock { state in
            state.ranges += ranges
            wake(min(ranges.count, state.waiting), &state)
        }
    }

    /// Ranges that nobody took, since the run was stopped.
    var abandonedRanges: [LineRange] { state.withLock { $0.ranges } }

    /// Whether a window should be handed over instead of being scanned by its reader.
    var wantsWindow: Bool {
        state.withLock { state in
            let free = jobs - state.readers
            return free > 0 && state.windows.count < free * Self.windowsAhead
        }
    }

    /// Hands a window over.
    func add(_ window: FilledWindow) {
        state.withLock { state in
            state.windows.append(window)
            if state.windows.count >= Self.windowsToWakeFor { wake(min(1, state.waiting), &state) }
        }
    }

    /// Lets workers that have nothing else to do inflate ahead.
    func add(_ blocks: BlockQueue) {
        state.withLock { state in
            state.blocks.append(blocks)
            wake(state.waiting, &state)
        }
    }

    /// The input of `blocks` is read.
    func remove(_ blocks: BlockQueue) {
        blocks.close()
        state.withLock { $0.blocks.removeAll { $0 === blocks } }
    }

    /// Blocks were taken: there may be room for others.
    func wakeForBlocks() {
        state.withLock { state in
            guard state.waiting > 0, state.blocks.contains(where: \.hasRoom) else { return }
            wake(1, &state)
        }
    }

    /// An empty buffer: one that was used before, where there is one.
    func takeBuffer() -> WindowBuffer {
        state.withLock { $0.spareBuffers.popLast() } ?? WindowBuffer(capacity: windowSize)
    }

    /// Takes a buffer back; one that grew for a long line is not kept.
    func giveBack(_ buffer: WindowBuffer) {
        buffer.clear()
        guard buffer.capacity == windowSize else { return }
        state.withLock { $0.spareBuffers.append(buffer) }
    }

    private func wake(_ count: Int, _ state: inout State) {
        state.waiting -= count
        for _ in 0..<count { available.signal() }
    }
}
