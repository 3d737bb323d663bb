import CZlib

/// Writes gzip for tests.
package enum Gzip {
    /// One member with the header fields that `flags` asks for.
    package static func member(
        _ bytes: [UInt8], level: Int32 = 6, strategy: Int32 = Z_DEFAULT_STRATEGY, flags: UInt8 = 0
    ) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 0, 3]
        if flags & 4 != 0 { member += [5, 0, 1, 2, 0, 4, 5] }
        if flags & 8 != 0 { member += Array("access.log".utf8) + [0] }
        if flags & 16 != 0 { member += Array("a comment".utf8) + [0] }
        if flags & 2 != 0 { member += word(unsafe UInt32(crc32_z(0, member, member.count)), bytes: 2) }
        member += deflate(bytes, level, strategy)
        return member + word(unsafe UInt32(crc32_z(0, bytes, bytes.count)), bytes: 4)
            + word(UInt32(truncatingIfNeeded: bytes.count), bytes: 4)
    }

    /// A member that says how long it is (BGZF); `extra` are fields before the one that says it.
    package static func block(_ bytes: [UInt8], level: Int32 = 6, extra: [UInt8] = []) -> [UInt8] {
        let body = deflate(bytes, level, Z_DEFAULT_STRATEGY)
        let size = 12 + extra.count + 6 + body.count + 8
        return [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 0xFF] + word(UInt32(extra.count + 6), bytes: 2) + extra
            + [UInt8(ascii: "B"), UInt8(ascii: "C"), 2, 0] + word(UInt32(size - 1), bytes: 2) + body
            + word(unsafe UInt32(crc32_z(0, bytes, bytes.count)), bytes: 4) + word(UInt32(bytes.count), bytes: 4)
    }

    private static func word(_ word: UInt32, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(word >> UInt32(8 * $0) & 0xFF) }
    }

    private static func deflate(_ bytes: [UInt8], _ level: Int32, _ strategy: Int32) -> [UInt8] {
        var stream = unsafe z_stream()
        unsafe deflateInit2_(
            &stream, level, Z_DEFLATED, -15, 8, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1_000)
        let capacity = output.count
        let produced = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(output.count)
                let status = unsafe CZlib.deflate(&stream, Z_FINISH)
                precondition(status == Z_STREAM_END)
                return unsafe capacity - Int(stream.avail_out)
            }
        }
        return Array(output[..<produced])
    }
}
