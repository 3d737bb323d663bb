import LinkTallyCore

/// A file in BGZF as a stream: runs of blocks in order, then whatever stands behind them.
final class BlockDecoder: StreamDecoder {
    private let queue: BlockQueue
    /// Reads on, one member after the other, from an offset in the input.
    private let makeRest: (Int) -> any StreamDecoder
    private var rest: (any StreamDecoder)?
    private var run: (buffer: WindowBuffer, taken: Int, count: Int)?
    /// Where the run that was taken last ends.
    private var endOffset = 0

    init(_ queue: BlockQueue, makeRest: @escaping (Int) -> any StreamDecoder) {
        self.queue = queue
        self.makeRest = makeRest
    }

    deinit { queue.close() }

    var readBytes: Int { rest?.readBytes ?? endOffset }
    var warning: InputWarning? { rest?.warning }

    /// No: where another run does not fit, it would have to be copied from a buffer of its own.
    func prefersToFill(_ room: Int) -> Bool { rest != nil || run != nil || room >= queue.runSize }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            if let rest { return try unsafe rest.read(into: buffer) }
            if let count = unsafe copy(to: buffer) { return count }
            switch unsafe queue.next(into: buffer) {
            case .direct(let count, let end):
                endOffset = end
                // A run may be of empty blocks alone, and 0 would be the end.
                if count > 0 { return count }
            case .buffer(let buffer, let count, let end):
                endOffset = end
                run = (buffer, 0, count)
            case .end(let offset): rest = makeRest(offset)
            }
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
        return count > 0 ? count : nil
    }
}
