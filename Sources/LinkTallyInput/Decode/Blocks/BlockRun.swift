import LinkTallyCore

/// Blocks that stand one behind the other in a file: what one worker inflates at a time.
struct BlockRun: Sendable {
    /// Place of the run among those of its file.
    let index: Int
    /// The bytes of the blocks, as they are stored; not written to while a run has them.
    let stored: WindowBuffer
    /// At least one; their places are those in `stored`.
    let blocks: [GzipBlock]
    /// Bytes of log.
    let decodedSize: Int
    /// Where the first block begins, and the last one ends, in the input.
    let offsets: Range<Int>
}
