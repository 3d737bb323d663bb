/// Reads a shell pattern piece by piece.
struct GlobReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next piece, or nil at the end. O(piece).
    mutating func next() -> GlobElement? {
        guard index < bytes.count else { return nil }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "*"): return .anyBytes
        case UInt8(ascii: "?"): return .anyByte
        case UInt8(ascii: "["): return set().map(GlobElement.set) ?? .byte(byte)
        case UInt8(ascii: "\\"):
            guard index < bytes.count else { return .byte(byte) }
            index += 1
            return .byte(bytes[index - 1])
        default: return .byte(byte)
        }
    }

    /// The set whose `[` was read; nil, with nothing read, where its `]` is missing.
    private mutating func set() -> ByteSet? {
        let start = index
        var set = ByteSet()
        let isInverted = index < bytes.count && (bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^"))
        if isInverted { index += 1 }
        let first = index
        while index < bytes.count {
            // A `]` in front is one of the set.
            if bytes[index] == UInt8(ascii: "]"), index > first {
                index += 1
                return isInverted ? set.inverted : set
            }
            if let named = namedClass() {
                set.formUnion(named)
                continue
            }
            guard let low = member() else { break }
            if index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"), bytes[index + 1] != UInt8(ascii: "]") {
                index += 1
                guard let high = member() else { break }
                if low <= high { set.formUnion(ByteSet(low...high)) }
            } else {
                set.insert(low)
            }
        }
        index = start
        return nil
    }

    /// A byte of a set, a backslash before it undone.
    private mutating func member() -> UInt8? {
        if bytes[index] == UInt8(ascii: "\\") { index += 1 }
        guard index < bytes.count else { return nil }
        index += 1
        return bytes[index - 1]
    }

    private static let classes: [(name: String, ranges: [ClosedRange<UInt8>])] = [
        ("alnum", [0x30...0x39, 0x41...0x5A, 0x61...0x7A]), ("alpha", [0x41...0x5A, 0x61...0x7A]),
        ("blank", [0x09...0x09, 0x20...0x20]), ("cntrl", [0x00...0x1F, 0x7F...0x7F]), ("digit", [0x30...0x39]),
        ("graph", [0x21...0x7E]), ("lower", [0x61...0x7A]), ("print", [0x20...0x7E]),
        ("punct", [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]), ("space", [0x09...0x0D, 0x20...0x20]),
        ("upper", [0x41...0x5A]), ("xdigit", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
    ]

    /// The class that stands here as `[:name:]`, which is then read; nil where none does.
    private mutating func namedClass() -> ByteSet? {
        for (name, ranges) in Self.classes where bytes[index...].starts(with: "[:\(name):]".utf8) {
            index += name.utf8.count + 4
            return ranges.reduce(into: ByteSet()) { $0.formUnion(ByteSet($1)) }
        }
        return nil
    }
}
