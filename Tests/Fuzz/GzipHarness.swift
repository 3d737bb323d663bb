@testable import LinkTallyInput

/// The input is a gzip file: both decoders say the same of it, however it is read.
enum GzipHarness {
    static func run(_ input: [UInt8]) {
        // What does not begin so is plain.
        let stored = [0x1F, 0x8B] + input
        let reference = Decoded(stored, .zlib, blockSize: 8192, pieceSize: 8192)
        for decoder in DecoderChoice.available where decoder != .auto {
            for (blockSize, pieceSize) in [(8192, 8192), (1, 7)] {
                let found = Decoded(stored, decoder, blockSize: blockSize, pieceSize: pieceSize)
                precondition(found == reference, "decoders disagree, or blocks matter")
            }
        }
    }
}
