import CZlib

#if ISAL
    import CISAL
#endif

/// The CRC-32 of gzip (RFC 1952, section 8), by whoever is fastest at it.
enum GzipChecksum {
    /// The checksum of what `crc` is the checksum of, with the `count` bytes at `bytes` behind it; 0 is that of nothing.
    /// O(count).
    @inline(__always)
    static func update(_ crc: UInt32, _ bytes: UnsafePointer<UInt8>?, count: Int) -> UInt32 {
        #if ISAL
            unsafe crc32_gzip_refl(crc, bytes, UInt64(count))
        #else
            unsafe UInt32(crc32_z(UInt(crc), bytes, count))
        #endif
    }
}
