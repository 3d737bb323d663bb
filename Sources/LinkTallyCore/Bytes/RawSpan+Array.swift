extension RawSpan {
    /// A copy of the bytes. O(n).
    package var array: [UInt8] { byteOffsets.map { byte(at: $0) } }

    /// The bytes as text. O(n).
    package var text: String { String(decoding: array, as: UTF8.self) }
}
