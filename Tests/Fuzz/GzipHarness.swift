@testable import LinkTallyInput

/// The input is a gzip file: both decoders say the same of it, however it is read.
///
/// Of damaged deflate data they may say different things: ISA-L takes some incomplete codes that zlib refuses, and then finds a wrong
/// checksum or an early end.
enum GzipHarness {
    static func run(_ input: [UInt8]) {
        // What does not begin so is plain.
        let stored = [0x1F, 0x8B] + input
        var results: [Decoded] = []
        for decoder in DecoderChoice.available where decoder != .auto {
            let whole = Decoded(stored, decoder, blockSize: 8192, pieceSize: 8192)
            let pieces = Decoded(stored, decoder, blockSize: 1, pieceSize: 7)
            precondition(
                (whole.fault, whole.faultOffset, whole.warning) == (pieces.fault, pieces.faultOffset, pieces.warning),
                "faults depend on blocks")
            // ISA-L decodes the last codes of what ends early at once, or not at all.
            let isNear = decoder == .isal && whole.fault == .truncatedData
            precondition(whole.bytes == pieces.bytes || isNear, "bytes depend on blocks")
            results.append(whole)
        }
        for result in results {
            let isDamaged = [result, results[0]].contains { $0.fault == .badData || $0.fault == .truncatedData }
            precondition(result == results[0] || isDamaged, "decoders disagree")
            precondition((result.fault == nil) == (results[0].fault == nil), "damage is not seen")
        }
    }
}
