import LinkTallyCore

/// A file in BGZF as a stream: runs of blocks in order, then whatever stands behind them.
final class BlockDecoder: StreamDecoder {
    private let queue: BlockQueue
    /// Reads on, one member after the other, from an offset in the input; told whether a block with log is before it.
    private let makeRest: (Int, Bool) -> any StreamDecoder
    private var rest: (any StreamDecoder)?
    /// A run that is copied out of its window.
    private var run: (buffer: WindowBuffer, taken: Int, count: Int)?
    /// Where the run that was taken last ends.
    private var endOffset = 0

    init(_ queue: BlockQueue, makeRest: @escaping (Int, Bool) -> any StreamDecoder) {
        self.queue = queue
        self.makeRest = makeRest
    }

    deinit { queue.close() }

    var readBytes: Int { rest?.readBytes ?? endOffset }
    var warning: InputWarning? { rest?.warning }

    /// False where no whole run fits: it would have to be copied from a buffer of its own.
    func prefersToFill(_ room: Int) -> Bool { rest != nil || run != nil || room >= queue.runSize }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            if rest != nil { return try unsafe rest!.read(into: buffer) }
            if let count = unsafe copy(to: buffer) { return count }
            if let (window, count) = unsafe next(into: buffer) {
                guard let window else { return count }
                run = (window, 0, count)
            }
        }
    }

    func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading {
        while rest == nil, run == nil, room <= queue.room {
            guard let (window, count) = unsafe next(into: buffer) else { continue }
            return if let window { .window(window, count: count) } else { .bytes(count) }
        }
        return .bytes(try unsafe read(into: buffer))
    }

    func takeBack(_ window: WindowBuffer) { queue.giveBack(window) }

    /// The next run: in a window of its own or, where there is none, at the front of `buffer`. Nil where it has no bytes, since 0
    /// would be the end, and where there are no more runs.
    private func next(into buffer: UnsafeMutableRawBufferPointer) -> (window: WindowBuffer?, count: Int)? {
        switch unsafe queue.next(into: buffer) {
        case .direct(let count, let end):
            endOffset = end
            return count > 0 ? (nil, count) : nil
        case .buffer(let window, let count, let end):
            endOffset = end
            guard count > 0 else {
                queue.giveBack(window)
                return nil
            }
            return (window, count)
        case .end(let offset, let isBehindLog):
            rest = makeRest(offset, isBehindLog)
            return nil
        }
    }

    /// Copies what is left of a run; nil where nothing is.
    private func copy(to buffer: UnsafeMutableRawBufferPointer) -> Int? {
        guard let run else { return nil }
        let count = min(buffer.count, run.count - run.taken)
        unsafe buffer.copyMemory(
            from: UnsafeRawBufferPointer(run.buffer.writable(run.taken..<run.taken + count)))
        if run.taken + count == run.count {
            queue.giveBack(run.buffer)
            self.run = nil
        } else {
            self.run?.taken += count
        }
        return count
    }
}
