import CZlib

#if ISAL
    import CISAL
#endif

/// The CRC-32 of gzip (RFC 1952, section 8), by whoever is fastest at it.
enum GzipChecksum {
    /// The checksum of what `crc` is the checksum of, with `bytes` behind it; 0 is that of nothing. O(bytes).
    @inline(__always)
    static func update(_ crc: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return crc }
        #if ISAL
            return unsafe crc32_gzip_refl(crc, start, UInt64(bytes.count))
        #else
            return unsafe UInt32(crc32_z(UInt(crc), start, bytes.count))
        #endif
    }

    /// The checksum of what `crc` is the checksum of, with `count` bytes behind it of which `next` is the checksum. O(log count).
    static func combine(_ crc: UInt32, _ next: UInt32, count: Int) -> UInt32 {
        UInt32(crc32_combine(UInt(crc), UInt(next), count))
    }
}
