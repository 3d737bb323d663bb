/// A value of a JSON text (RFC 8259), as a place in it.
struct LocatedJSON {
    /// What the value is.
    enum Kind {
        /// There is no such key.
        case absent
        /// A string; the range is what stands between the quotes.
        case string
        /// A string with escapes in it.
        case escapedString
        case number
        /// An object, an array, a boolean or null: nothing that is read.
        case other
    }

    var kind = Kind.absent
    var range = 0..<0

    /// Whether it is a string.
    var isString: Bool {
        @inline(__always) get { kind == .string || kind == .escapedString }
    }

    /// The string, escapes undone; nil where it is none. O(value).
    func text(in bytes: RawSpan, unescaped: inout ScratchBuffer) -> LocatedField? {
        switch kind {
        case .string: LocatedField(range: range)
        case .escapedString: LocatedField(range: undoEscapes(in: bytes, into: &unescaped), isUnescaped: true)
        case .absent, .number, .other: nil
        }
    }

    /// The string, or the first one where it is an array of strings (a header as some servers write it), escapes undone; else
    /// nil. O(value).
    ///
    /// - Parameter end: The end of the line, which was read whole.
    func firstText(in bytes: RawSpan, _ end: Int, unescaped: inout ScratchBuffer) -> LocatedField? {
        guard kind == .other, bytes.byte(at: range.lowerBound) == UInt8(ascii: "[") else {
            return text(in: bytes, unescaped: &unescaped)
        }
        let start = JSONTokens.skipSpaces(bytes, range.lowerBound + 1, end)
        guard bytes.byte(at: start) == UInt8(ascii: "\"") else { return nil }
        let (close, hasEscapes) = JSONTokens.endOfString(bytes, start, end)
        let string = LocatedJSON(kind: hasEscapes ? .escapedString : .string, range: start + 1..<close)
        return string.text(in: bytes, unescaped: &unescaped)
    }

    /// Whether it is a string that, escapes undone, is `text`. O(text).
    func isEqual(to text: RawSpan, in bytes: RawSpan) -> Bool {
        guard isString else { return false }
        if kind == .string { return bytes.equals(range, text) }
        var decoder = JSONStringDecoder(range)
        for index in 0..<text.byteCount where decoder.next(in: bytes) != text.byte(at: index) { return false }
        return decoder.next(in: bytes) == nil
    }

    /// Appends the string, escapes undone, to `target`; returns where it stands there. O(value).
    @inline(never)
    func undoEscapes(in bytes: RawSpan, into target: inout ScratchBuffer) -> Range<Int> {
        let start = target.count
        var decoder = JSONStringDecoder(range)
        decoder.append(to: &target, in: bytes)
        return start..<target.count
    }
}

/// The bytes of a JSON string, escapes undone, one by one, without a buffer (RFC 8259, section 7).
///
/// `\u` escapes become UTF-8; half a surrogate pair becomes U+FFFD; all other bytes stay, UTF-8 or not (rule R11). In JSON
/// the escapes were checked. Pairs of key and value (logfmt, LTSV) have more of them, those of Go's `%q` and of servers:
/// `\a`, `\v`, `\xHH`, `\UHHHHHHHH`; and any other byte behind a backslash stays.
struct JSONStringDecoder {
    private var index: Int
    private let end: Int
    /// Bytes of a scalar that are still to come, the first one lowest.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    /// - Parameter range: What stands between the quotes.
    init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next byte, or nil at the end. O(1).
    mutating func next(in bytes: RawSpan) -> UInt8? {
        if pendingCount > 0 {
            pendingCount -= 1
            defer { pending >>= 8 }
            return UInt8(truncatingIfNeeded: pending)
        }
        guard index < end else { return nil }
        let byte = bytes.byte(at: index)
        guard byte == UInt8(ascii: "\\"), index + 1 < end else {
            index += 1
            return byte
        }
        let kind = bytes.byte(at: index + 1)
        index += 2
        switch kind {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            guard let scalar = scalar(bytes) else { return kind }
            encode(scalar)
            return next(in: bytes)
        default: return otherEscape(kind, bytes)
        }
    }

    /// What an escape stands for that no JSON has, its letter being `kind`; `"`, `\` and `/` are themselves.
    @inline(never)
    private mutating func otherEscape(_ kind: UInt8, _ bytes: RawSpan) -> UInt8? {
        switch kind {
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "v"): return 0x0B
        case UInt8(ascii: "x"):
            guard index + 2 <= end, let high = HexDigit.value(of: bytes.byte(at: index)),
                let low = HexDigit.value(of: bytes.byte(at: index + 1))
            else { return kind }
            index += 2
            return high << 4 | low
        case UInt8(ascii: "U"):
            guard index + 8 <= end, let high = Self.codeUnit(bytes, at: index), high <= 0x10,
                let low = Self.codeUnit(bytes, at: index + 4)
            else { return kind }
            index += 8
            encode(high == 0 && 0xD800...0xDFFF ~= low ? 0xFFFD : high << 16 | low)
            return next(in: bytes)
        default: return kind
        }
    }

    /// Appends what is left to `target`: what stands between escapes as blocks. O(string).
    mutating func append(to target: inout ScratchBuffer, in bytes: RawSpan) {
        while true {
            if pendingCount == 0 {
                let escape = bytes.firstIndex(of: UInt8(ascii: "\\"), from: index, to: end)
                target.append(bytes, index..<escape)
                index = escape
                // Nearly all escapes are of these two.
                if escape &+ 1 < end {
                    let byte = bytes.byte(at: escape &+ 1)
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                        target.append(byte)
                        index = escape &+ 2
                        continue
                    }
                }
            }
            guard let byte = next(in: bytes) else { return }
            target.append(byte)
        }
    }

    /// Four hexadecimal digits at `index`, or nil. O(1).
    static func codeUnit(_ bytes: RawSpan, at index: Int) -> UInt32? {
        var unit: UInt32 = 0
        for place in index..<index + 4 {
            guard let digit = HexDigit.value(of: bytes.byte(at: place)) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The scalar whose four digits stand at `index`, with the second half of a pair; nil where there are no four.
    private mutating func scalar(_ bytes: RawSpan) -> UInt32? {
        guard index + 4 <= end, let unit = Self.codeUnit(bytes, at: index) else { return nil }
        index += 4
        guard 0xD800...0xDFFF ~= unit else { return unit }
        guard unit < 0xDC00, index + 6 <= end, bytes.byte(at: index) == UInt8(ascii: "\\"),
            bytes.byte(at: index + 1) == UInt8(ascii: "u"), let low = Self.codeUnit(bytes, at: index + 2),
            0xDC00...0xDFFF ~= low
        else { return 0xFFFD }
        index += 6
        return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    private mutating func encode(_ scalar: UInt32) {
        switch scalar {
        case ..<0x80: (pending, pendingCount) = (scalar, 1)
        case ..<0x800: (pending, pendingCount) = (0xC0 | scalar >> 6 | (0x80 | scalar & 0x3F) << 8, 2)
        case ..<0x10000:
            pending = 0xE0 | scalar >> 12
            pending |= (0x80 | scalar >> 6 & 0x3F) << 8 | (0x80 | scalar & 0x3F) << 16
            pendingCount = 3
        default:
            pending = 0xF0 | scalar >> 18 | (0x80 | scalar >> 12 & 0x3F) << 8
            pending |= (0x80 | scalar >> 6 & 0x3F) << 16 | (0x80 | scalar & 0x3F) << 24
            pendingCount = 4
        }
    }
}
