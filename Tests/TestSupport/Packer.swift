/// Writes what LinkTally unpacks beside gzip, for tests: as few options as change what a decoder does.
package enum Packer: String, CaseIterable, Sendable {
    case zstd, bzip2, xz, lz4

    /// Those that this build unpacks, too.
    package static var available: [Packer] {
        allCases.filter { !$0.pack(Array("log".utf8)).isEmpty }
    }

    /// One frame or stream with checksums; `level` from 1 to 9.
    package func pack(_ bytes: [UInt8], level: Int = 3) -> [UInt8] {
        var packed = [UInt8](repeating: 0, count: 2 * bytes.count + 1_000)
        let count = unsafe packed.withUnsafeMutableBytes { packed in
            unsafe bytes.withUnsafeBytes { bytes in unsafe pack(bytes, level, into: packed) }
        }
        return Array(packed[..<count])
    }

    private func pack(
        _ bytes: UnsafeRawBufferPointer, _ level: Int, into packed: UnsafeMutableRawBufferPointer
    ) -> Int {
        var count = 0
        switch self {
        case .zstd:
            #if Zstd
                count = unsafe packZstd(bytes, level, into: packed)
            #endif
        case .bzip2:
            #if Bzip2
                count = unsafe packBzip2(bytes, level, into: packed)
            #endif
        case .xz:
            #if XZ
                count = unsafe packXZ(bytes, level, into: packed)
            #endif
        case .lz4:
            #if LZ4
                count = unsafe packLZ4(bytes, level, into: packed)
            #endif
        }
        return count
    }

    /// A frame of zstd or LZ4 that is passed over, with `count` bytes in it.
    package static func skippable(_ count: Int) -> [UInt8] {
        [0x53, 0x2A, 0x4D, 0x18, UInt8(count & 255), UInt8(count >> 8), 0, 0]
            + (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    }
}

#if Zstd
    import CZstd

    private func packZstd(
        _ bytes: UnsafeRawBufferPointer, _ level: Int, into packed: UnsafeMutableRawBufferPointer
    ) -> Int {
        let context = unsafe ZSTD_createCCtx()
        defer { unsafe ZSTD_freeCCtx(context) }
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
        unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        let count = unsafe ZSTD_compress2(context, packed.baseAddress, packed.count, bytes.baseAddress, bytes.count)
        precondition(ZSTD_isError(count) == 0)
        return count
    }
#endif

#if Bzip2
    import CBzip2

    private func packBzip2(
        _ bytes: UnsafeRawBufferPointer, _ level: Int, into packed: UnsafeMutableRawBufferPointer
    ) -> Int {
        var count = UInt32(packed.count)
        // The library does not write to its input; its header lacks the const.
        let input = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        let status = unsafe BZ2_bzBuffToBuffCompress(
            packed.baseAddress?.assumingMemoryBound(to: CChar.self), &count, input, UInt32(bytes.count), Int32(level),
            0, 0)
        precondition(status == BZ_OK)
        return Int(count)
    }
#endif

#if XZ
    import CLZMA

    private func packXZ(
        _ bytes: UnsafeRawBufferPointer, _ level: Int, into packed: UnsafeMutableRawBufferPointer
    ) -> Int {
        var count = 0
        let status = unsafe lzma_easy_buffer_encode(
            UInt32(min(level, 3)), level % 2 == 0 ? LZMA_CHECK_CRC32 : LZMA_CHECK_CRC64, nil,
            bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
            packed.baseAddress?.assumingMemoryBound(to: UInt8.self), &count, packed.count)
        precondition(status == LZMA_OK)
        return count
    }
#endif

#if LZ4
    import CLZ4

    private func packLZ4(
        _ bytes: UnsafeRawBufferPointer, _ level: Int, into packed: UnsafeMutableRawBufferPointer
    ) -> Int {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
        preferences.frameInfo.blockChecksumFlag = level % 2 == 0 ? LZ4F_blockChecksumEnabled : LZ4F_noBlockChecksum
        preferences.frameInfo.blockMode = level % 3 == 0 ? LZ4F_blockLinked : LZ4F_blockIndependent
        preferences.frameInfo.contentSize = level > 4 ? UInt64(bytes.count) : 0
        preferences.compressionLevel = Int32(level)
        let count = unsafe LZ4F_compressFrame(
            packed.baseAddress, packed.count, bytes.baseAddress, bytes.count, &preferences)
        precondition(LZ4F_isError(count) == 0)
        return count
    }
#endif
