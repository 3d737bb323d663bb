/// A set of byte values.
struct ByteSet: Sendable, Equatable {
    private var low: (UInt64, UInt64) = (0, 0)
    private var high: (UInt64, UInt64) = (0, 0)

    init() {}

    init(_ bytes: ClosedRange<UInt8>) { for byte in bytes { insert(byte) } }

    /// O(1).
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let word = byte < 64 ? low.0 : byte < 128 ? low.1 : byte < 192 ? high.0 : high.1
        return word &>> UInt64(byte & 63) & 1 == 1
    }

    /// O(1).
    mutating func insert(_ byte: UInt8) {
        let bit: UInt64 = 1 << UInt64(byte & 63)
        switch byte {
        case 0..<64: low.0 |= bit
        case 64..<128: low.1 |= bit
        case 128..<192: high.0 |= bit
        default: high.1 |= bit
        }
    }

    mutating func formUnion(_ other: ByteSet) {
        low = (low.0 | other.low.0, low.1 | other.low.1)
        high = (high.0 | other.high.0, high.1 | other.high.1)
    }

    /// All other bytes.
    var inverted: ByteSet {
        var set = ByteSet()
        set.low = (~low.0, ~low.1)
        set.high = (~high.0, ~high.1)
        return set
    }

    static func == (a: ByteSet, b: ByteSet) -> Bool { a.low == b.low && a.high == b.high }
}
