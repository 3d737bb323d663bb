import Dispatch
import Glibc
import LinkTallyCore
import Synchronization

/// The blocks of one file in BGZF, which workers inflate side by side and its reader takes in order.
///
/// The file is cut into runs of blocks, each a window's worth of log. The reader asks for the next run: if nobody has it yet,
/// the reader inflates it, straight to where it is wanted; if another worker has it, the reader inflates one further on
/// meanwhile. Workers that have nothing else to do inflate ahead, up to a bound.
///
/// Only whole and good runs come out of it. Where blocks end, and where one is damaged, the reader is told the place, and reads on
/// from there with a decoder that takes one member after the other: what is wrong, where, and which bytes still count is the same as
/// if there were no queue.
package final class BlockQueue: Sendable {
    /// What the reader gets.
    enum Delivery {
        /// The next run; `count` bytes of log are where the reader wanted them.
        case direct(count: Int, endOffset: Int)
        /// The next run; `count` bytes of log are at the front of a buffer, with `room` before them. The reader gives it back, or
        /// another one in its place.
        case buffer(WindowBuffer, count: Int, endOffset: Int)
        /// There are no more runs: whatever follows begins at `offset`, behind a block with log in it or behind something else.
        case end(offset: Int, isBehindLog: Bool)
    }

    private enum Result: Sendable {
        case inflated(WindowBuffer, BlockRun)
        case damaged(BlockRun)
    }

    /// What the reader is to do.
    private enum Step: Sendable {
        case take(Result)
        /// Read the next run of the file.
        case read
        case wait
    }

    /// A run that was read, for the reader of the log or for whoever inflates ahead of it.
    private enum NextRun: Sendable {
        case wanted(BlockRun)
        case ahead(BlockRun)
        /// Another worker was faster, or there is no room ahead.
        case none
        case end(offset: Int, isBehindLog: Bool)
    }

    private struct State: Sendable {
        /// Index of the next run that nobody has yet.
        var nextRun = 0
        /// Index of the next run that the reader wants.
        var wanted = 0
        /// Whether no more runs can be read.
        var isAtEnd = false
        var results: [Int: Result] = [:]
        var isReaderWaiting = false
        var isClosed = false
        var spareBuffers: [WindowBuffer] = []
        var spareInflaters: [any BlockInflating] = []
    }

    /// Bytes of log that a run has at most.
    let runSize: Int
    /// Bytes that fit before a run in its buffer: the beginning of a line.
    let room: Int
    private let decoder: DecoderChoice
    /// Runs that are inflated or being inflated and that the reader has not taken.
    private let runsAhead: Int
    /// The file. Whoever reads a run of it holds this lock, as long as the disk takes; no other lock is held meanwhile,
    /// so that nobody waits for the disk who only wants to know what there is to do.
    private let blocks: Mutex<BlockReader>
    private let state = Mutex(State())
    private let finished = DispatchSemaphore(value: 0)

    /// The queue of a regular file that begins with a block; nil for any other input.
    ///
    /// - Parameters:
    ///   - windowSize: Bytes of the windows that the log is read into.
    ///   - jobs: Workers of the run.
    convenience init?(_ file: InputDescriptor, decoder: DecoderChoice, windowSize: Int, jobs: Int) {
        guard file.size != nil else { return nil }
        self.init(BlockReader(file, runSize: Self.runSize(windowSize)), decoder, windowSize: windowSize, jobs: jobs)
    }

    /// The queue of what `reader` reads, runs of `runSize` bytes of log; nil where that does not begin with a block.
    init?(_ reader: consuming BlockReader, _ decoder: DecoderChoice, windowSize: Int, jobs: Int) {
        runSize = Self.runSize(windowSize)
        room = windowSize - windowSize / 4 * 3
        runsAhead = 2 * jobs
        self.decoder = decoder
        guard reader.hasBlock() else { return nil }
        blocks = Mutex(reader)
    }

    /// Three quarters of a window, so that a run fits behind the beginning of a line in it.
    static func runSize(_ windowSize: Int) -> Int { max(windowSize / 4 * 3, GzipBlock.largestSize) }

    /// Whether a worker could inflate ahead.
    package var hasRoom: Bool {
        state.withLock { hasRoom($0) }
    }

    private func hasRoom(_ state: State) -> Bool {
        !state.isClosed && !state.isAtEnd && state.nextRun - state.wanted < runsAhead
    }

    /// Inflates a run ahead of the reader, if there is room for one.
    package func inflateAhead() {
        if case .ahead(let run) = nextRun(isReader: false) { inflateAhead(run) }
    }

    /// The next run, inflated to `output` where that has room for it. For the reader alone.
    func next(into output: UnsafeMutableRawBufferPointer) -> Delivery {
        while true {
            switch state.withLock({ nextStep(&$0) }) {
            case .take(.inflated(let buffer, let run)):
                return .buffer(buffer, count: run.decodedSize, endOffset: run.offsets.upperBound)
            case .take(.damaged(let run)): return end(at: run.offsets.lowerBound)
            case .read:
                switch nextRun(isReader: true) {
                case .wanted(let run): return unsafe inflate(run, into: output)
                case .ahead(let run): inflateAhead(run)
                case .none: break
                case .end(let offset, let isBehindLog): return end(at: offset, isBehindLog: isBehindLog)
                }
            case .wait: finished.wait()
            }
        }
    }

    /// Takes back the buffer of a run that was read, or another; one of another size is not kept.
    func giveBack(_ buffer: WindowBuffer) {
        buffer.clear()
        guard buffer.capacity == room + runSize else { return }
        state.withLock { $0.spareBuffers.append(buffer) }
    }

    /// The reader wants no more runs.
    package func close() { state.withLock { $0.isClosed = true } }

    private func nextStep(_ state: inout State) -> Step {
        if let result = state.results.removeValue(forKey: state.wanted) {
            state.wanted += 1
            return .take(result)
        }
        if state.nextRun == state.wanted || hasRoom(state) { return .read }
        state.isReaderWaiting = true
        return .wait
    }

    /// Reads the next run, unless another worker has read it meanwhile. Only the reader of the log is told of the end, and
    /// takes what it wants itself.
    private func nextRun(isReader: Bool) -> NextRun {
        blocks.withLock { blocks -> NextRun in
            let (index, isWanted, mayRead) = state.withLock { state -> (Int, Bool, Bool) in
                let isWanted = isReader && state.nextRun == state.wanted
                return (state.nextRun, isWanted, isWanted || hasRoom(state))
            }
            guard mayRead else { return .none }
            guard let run = blocks.next(index: index) else {
                state.withLock { $0.isAtEnd = true }
                return isWanted ? .end(offset: blocks.offset, isBehindLog: blocks.isBehindLog) : .none
            }
            state.withLock { state in
                state.nextRun += 1
                if isWanted { state.wanted += 1 }
            }
            return isWanted ? .wanted(run) : .ahead(run)
        }
    }

    /// - Parameter isBehindLog: Whether a block with log stands before `offset`, which only the end of the file asks: behind a
    ///   damaged run a member follows.
    private func end(at offset: Int, isBehindLog: Bool = false) -> Delivery {
        close()
        return .end(offset: offset, isBehindLog: isBehindLog)
    }

    private func inflate(_ run: BlockRun, into output: UnsafeMutableRawBufferPointer) -> Delivery {
        if run.decodedSize <= output.count {
            guard withInflater({ unsafe $0.inflate(run, into: output) }) else {
                return end(at: run.offsets.lowerBound)
            }
            return .direct(count: run.decodedSize, endOffset: run.offsets.upperBound)
        }
        switch result(of: run) {
        case .inflated(let buffer, _):
            return .buffer(buffer, count: run.decodedSize, endOffset: run.offsets.upperBound)
        case .damaged: return end(at: run.offsets.lowerBound)
        }
    }

    private func inflateAhead(_ run: BlockRun) {
        let result = result(of: run)
        let wakesReader = state.withLock { state in
            state.results[run.index] = result
            defer { state.isReaderWaiting = false }
            return state.isReaderWaiting
        }
        if wakesReader { finished.signal() }
    }

    private func result(of run: BlockRun) -> Result {
        let buffer = state.withLock { $0.spareBuffers.popLast() } ?? WindowBuffer(capacity: room + runSize)
        buffer.clear(room: room)
        let isGood = withInflater { unsafe $0.inflate(run, into: buffer.writable(0..<run.decodedSize)) }
        guard isGood else {
            giveBack(buffer)
            return .damaged(run)
        }
        return .inflated(buffer, run)
    }

    private func withInflater<Result>(_ body: (any BlockInflating) -> Result) -> Result {
        let inflater = state.withLock { $0.spareInflaters.popLast() } ?? decoder.makeBlockInflater()
        defer { state.withLock { $0.spareInflaters.append(inflater) } }
        return body(inflater)
    }
}
