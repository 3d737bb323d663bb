/// The two bytes that every gzip member begins with (RFC 1952, 2.3.1).
enum GzipMagic {
    static let first: UInt8 = 0x1F
    static let second: UInt8 = 0x8B
}
