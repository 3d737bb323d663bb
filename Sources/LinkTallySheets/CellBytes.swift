/// Bytes as text for a parser that reads characters, and back.
///
/// A character of such a parser may be several scalars: a comma and an accent behind it are one, and not a comma. So each
/// byte that means nothing in CSV goes through the parser as a scalar that never joins with another and is no white space.
enum CellBytes {
    /// U+4E00 to U+4EFF: ideographs.
    private static let base: UInt32 = 0x4E00
    /// A scalar that no byte stands for.
    static let endMark = "\u{4F00}"

    /// The bytes as text: quotes, line ends and `delimiter` as they are. O(n).
    static func text(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let isSyntax = byte == delimiter || "\"\r\n".utf8.contains(byte)
            let scalar = isSyntax ? Unicode.Scalar(byte) : Unicode.Scalar(base + UInt32(byte))
            scalars.append(scalar ?? "\u{FFFD}")
        }
        return String(scalars)
    }

    /// The bytes of a cell. O(n).
    static func bytes(_ cell: String) -> [UInt8] {
        cell.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }
}
