/// Frames of zstd and LZ4, and streams of bzip2 and xz, one behind the other: each begins with what names its format, and its engine
/// wants all of it.
///
/// Other bytes behind one are a warning, and everything before them counts, as for gzip. Zero bytes are padding where the format has any:
/// behind a stream of xz, four or a multiple of it. Frames that are to be passed over may stand anywhere among those of zstd and LZ4.
struct FrameFraming: MemberFraming {
    static let hasTrailer = false
    static let mostGivenBack = 0

    let container: Container
    /// Whether there was a member.
    private var isBehindMember = false

    init(_ container: Container) { self.container = container }

    mutating func findMember(_ input: inout StoredInput) throws(InputError) -> MemberFinding {
        let start = input.offset
        if container == .xz { while try input.peek(1) == [0] { input.advance(1) } }
        var head = try input.peek(8)
        while isSkippable(head) {
            guard head.count == 8 else { throw fault(.truncatedHeader, at: input.endOffset) }
            let size = head[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
            guard try input.skip(8 + size) else { throw fault(.truncatedData, at: input.offset) }
            head = try input.peek(8)
        }
        let isPadded = container != .xz || (input.offset - start) % 4 == 0
        if head.isEmpty, isPadded { return .end(nil) }
        if isPadded, magic.count <= head.count, fits(head) {
            isBehindMember = true
            return .member
        }
        if isPadded, head.count < magic.count, fits(head) { throw fault(.truncatedHeader, at: input.endOffset) }
        let place = container == .xz ? start : input.offset
        guard isBehindMember else { throw fault(.badHeader, at: place) }
        return .end(.trailingGarbage(offset: place, container))
    }

    func checkTrailer(_ input: inout StoredInput, _ checksum: inout MemberChecksum, size: UInt64) {}

    /// What a member begins with; a level stands behind that of bzip2.
    private var magic: [UInt8] {
        switch container {
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
        case .lz4: [0x04, 0x22, 0x4D, 0x18]
        case .bzip2: [0x42, 0x5A, 0x68, 0x39]
        case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
        case .plain, .gzip: []
        }
    }

    /// Whether `head` and `magic` are the same as far as both go.
    private func fits(_ head: [UInt8]) -> Bool {
        zip(head, magic).enumerated().allSatisfy { index, bytes in
            container == .bzip2 && index == 3 ? UInt8(ascii: "1")...UInt8(ascii: "9") ~= bytes.0 : bytes.0 == bytes.1
        }
    }

    /// Whether a frame begins that is to be passed over: a magic number, of which there are 16, and a length of four bytes.
    private func isSkippable(_ head: [UInt8]) -> Bool {
        guard container == .zstd || container == .lz4, head.count >= 4 else { return false }
        return head[0] & 0xF0 == 0x50 && head[1...3] == [0x2A, 0x4D, 0x18]
    }

    private func fault(_ fault: InputFault, at offset: Int) -> InputError {
        InputError(fault, in: container, offset: offset)
    }
}
