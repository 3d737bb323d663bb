/// Bits of a gzip header's flag byte (RFC 1952, 2.3.1).
enum GzipFlag {
    static let headerCRC: UInt8 = 2
    static let extra: UInt8 = 4
    static let name: UInt8 = 8
    static let comment: UInt8 = 16
    static let reserved: UInt8 = 0xE0
}
