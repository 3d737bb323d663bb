@testable import LinkTallyInput

/// The first byte chooses a packer, the rest stands behind its magic number: what comes out, and how it ends, is the same however it is
/// read. Only how much liblzma gives before damage depends on how much it gets at once.
enum PackedHarness {
    private static let magic: [[UInt8]] = [
        [0x28, 0xB5, 0x2F, 0xFD], [0x04, 0x22, 0x4D, 0x18], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],
        [0x42, 0x5A, 0x68, 0x31, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
    ]

    private static let xz = 2

    static func run(_ input: [UInt8]) {
        guard let choice = input.first else { return }
        let stored = magic[Int(choice) % magic.count] + input.dropFirst()
        let reference = Decoded(stored, .auto, blockSize: 8192, pieceSize: 8192)
        let found = Decoded(stored, .auto, blockSize: 1, pieceSize: 7)
        if Int(choice) % magic.count == xz, reference.fault != nil {
            precondition(found.fault != nil, "blocks matter")
            let common = min(found.bytes.count, reference.bytes.count)
            precondition(found.bytes.prefix(common) == reference.bytes.prefix(common), "blocks matter")
        } else {
            precondition(found == reference, "blocks matter")
        }
    }
}
