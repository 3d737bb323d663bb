/// One piece of a shell pattern.
enum GlobElement: Sendable, Equatable {
    case byte(UInt8)
    case anyByte
    case set(ByteSet)
    /// Any number of bytes.
    case anyBytes

    /// Whether it is `byte`; never for `anyBytes`. O(1).
    @inline(__always)
    func matches(_ byte: UInt8) -> Bool {
        switch self {
        case .byte(let wanted): byte == wanted
        case .anyByte: true
        case .set(let set): set.contains(byte)
        case .anyBytes: false
        }
    }
}
