@testable import LinkTallyInput

/// What came out of an input, and how it ended.
struct Decoded: Equatable {
    var bytes: [UInt8] = []
    var fault: InputFault?
    var faultOffset: Int?
    var warning: InputWarning?

    /// Decodes `stored`, read in blocks and returned in pieces of these sizes; behind it, reading fails with `readFault`
    /// if there is one.
    init(
        _ stored: [UInt8], _ decoder: DecoderChoice, blockSize: Int = 256 << 10, pieceSize: Int = 512 << 10,
        readFault: InputError? = nil
    ) {
        let source = MemorySource(stored, blockSize: blockSize, fault: readFault)
        do throws(InputError) {
            self = Decoded(
                try DecodedInput(source, decoder: decoder, blockSize: min(blockSize, 256 << 10)), pieceSize: pieceSize)
        } catch {
            (fault, faultOffset) = (error.fault, error.offset)
        }
    }

    /// What comes out of `input`, in pieces of this size.
    init(_ input: DecodedInput, pieceSize: Int) {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 1)
        defer { unsafe piece.deallocate() }
        do throws(InputError) {
            while true {
                let count = try unsafe input.read(into: piece)
                if count == 0 { break }
                unsafe bytes.append(contentsOf: piece[..<count])
            }
        } catch {
            (fault, faultOffset) = (error.fault, error.offset)
        }
        warning = input.warning
    }
}
