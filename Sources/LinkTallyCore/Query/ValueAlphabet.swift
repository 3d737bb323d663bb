/// The bytes a value may have: letters, digits, dash and underscore (Payment Links documentation, "UTM codes" and
/// "client_reference_id").
package enum ValueAlphabet {
    /// Two 64-bit masks instead of a table: bit `b` of `low` stands for byte `b`, of `high` for byte `64 + b`.
    private static let low: UInt64 = 0x03FF_2000_0000_0000
    private static let high: UInt64 = 0x07FF_FFFE_87FF_FFFE

    /// Whether `byte` may stand in a value. O(1).
    @inline(__always)
    package static func contains(_ byte: UInt8) -> Bool {
        let mask = byte < 64 ? low : high
        return byte < 128 && (mask &>> UInt64(byte & 63)) & 1 == 1
    }
}
