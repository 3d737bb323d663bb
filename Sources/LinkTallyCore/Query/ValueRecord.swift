/// Where the first value of a parameter stands, and how it was judged. Offsets count from the start of the scanned bytes.
public struct ValueRecord: Sendable {
    /// Offset of the value's first byte, as it stands (not decoded).
    public internal(set) var offset: UInt32 = 0
    /// Bytes of the value as it stands.
    public internal(set) var length: UInt32 = 0
    /// Later occurrences of the same name, each of them dropped.
    public internal(set) var duplicates: UInt32 = 0
    /// Bytes after decoding where the value is accepted; 0 where it is rejected.
    public internal(set) var decodedLength: UInt8 = 0
    /// The verdict; nil is accepted.
    public internal(set) var rejection: RejectionReason?
    /// Whether an accepted value has percent escapes, so that it must be decoded before it is compared or kept.
    public internal(set) var isEscaped = false

    /// The value as it stands, in the scanned bytes.
    public var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
}

extension ValueRecord {
    /// The record of a value that is accepted as it stands: its offset, and its length in the upper half of the word.
    @inline(__always)
    init(place: UInt64) {
        self.init(
            offset: UInt32(truncatingIfNeeded: place), length: UInt32(truncatingIfNeeded: place &>> 32),
            decodedLength: UInt8(truncatingIfNeeded: place &>> 32))
    }
}
