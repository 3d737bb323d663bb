import LinkTallyCore

/// Inflates runs of blocks.
protocol BlockInflating: AnyObject, Sendable {
    /// Inflates a run to the front of `output`, which has room for it. O(bytes).
    ///
    /// False where anything in it is not as headers and trailers say: what is wrong, and which bytes are good, is for a decoder
    /// to say that reads on from before the run.
    func inflate(_ run: BlockRun, into output: UnsafeMutableRawBufferPointer) -> Bool
}

/// Inflates runs of blocks with one engine.
///
/// Used by one thread at a time, by the discipline of `BlockQueue`, which lends it.
final class BlockInflater<Engine: Inflater & ~Copyable>: BlockInflating, @unchecked Sendable {
    private var engine = Engine()

    init() {}

    func inflate(_ run: BlockRun, into output: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        for block in run.blocks {
            let input = unsafe UnsafeRawBufferPointer(run.stored.writable(block.body))
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output[filled..<filled + block.decodedSize])
            guard unsafe engine.inflateWhole(input, into: room),
                unsafe GzipChecksum.update(0, UnsafeRawBufferPointer(room)) == block.crc
            else { return false }
            filled += block.decodedSize
        }
        return true
    }
}
