/// A shell pattern, as fnmatch(3) without flags reads it, over bytes: `*` is any bytes, `?` any byte, `[...]` one of a set
/// (`!` or `^` in front: none of them; `a-z` ranges; `[:alpha:]` and the other classes of ASCII), `\` takes the next byte
/// as it is.
///
/// Not fnmatch(3) itself, since that wants a copy that ends in a zero byte, and takes exponential time where a stranger's
/// text meets several stars; this is O(pattern * text).
package struct GlobPattern: Sendable {
    /// The bytes in front of the first element that is none: most patterns are told by them.
    private let literal: [UInt8]
    private let elements: [GlobElement]

    /// Reads a pattern; every text is one (a `[` without its `]` is itself, a `\` at the end too). O(pattern).
    package init(_ text: String) {
        var reader = GlobReader(text)
        var literal: [UInt8] = []
        var elements: [GlobElement] = []
        while let element = reader.next() {
            if case .byte(let byte) = element, elements.isEmpty {
                literal.append(byte)
            } else if element != .anyBytes || elements.last != .anyBytes {
                elements.append(element)
            }
        }
        self.literal = literal
        self.elements = elements
    }

    /// Whether the pattern matches all of `range`. O(pattern * range), mostly O(range).
    package func matches(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard range.count >= literal.count, bytes.equals(range.prefix(literal.count), literal.rawSpan) else {
            return false
        }
        var index = range.lowerBound + literal.count
        var element = 0
        // The last star, and where what follows it was tried: only that one has to be tried again.
        var star = -1
        var tried = 0
        while index < range.upperBound {
            if element < elements.count, elements[element] == .anyBytes {
                star = element
                tried = index
                element += 1
                if element == elements.count { return true }
            } else if element < elements.count, elements[element].matches(bytes.byte(at: index)) {
                index += 1
                element += 1
            } else if star >= 0 {
                tried += 1
                index = tried
                element = star + 1
            } else {
                return false
            }
        }
        while element < elements.count, elements[element] == .anyBytes { element += 1 }
        return element == elements.count
    }
}

/// A shell pattern for links: one that begins with `/` is matched against the path, any other against host and path.
package struct LinkPattern: Sendable {
    let pattern: GlobPattern
    let isForPath: Bool

    /// Reads a pattern. O(text).
    package init(_ text: String) {
        pattern = GlobPattern(text)
        isForPath = text.hasPrefix("/")
    }

    /// Whether a link, host and path as a report shows it, fits. O(pattern * link), mostly O(link).
    package func matches(link: RawSpan) -> Bool {
        let end = link.byteCount
        let start = isForPath ? link.firstIndex(of: UInt8(ascii: "/"), from: 0, to: end) : 0
        return pattern.matches(link, start..<end)
    }
}

/// One piece of a shell pattern.
private enum GlobElement: Sendable, Equatable {
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

/// Reads a shell pattern piece by piece.
private struct GlobReader {
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

/// A set of byte values.
private struct ByteSet: Sendable, Equatable {
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
