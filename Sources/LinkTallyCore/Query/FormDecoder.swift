/// Form decoding of one name or value, byte by byte, without a buffer (WHATWG URL Standard,
/// application/x-www-form-urlencoded): `+` is a space, `%XX` a byte, any other `%` stays. Decoding is done once.
struct FormDecoder: ~Copyable {
    private var index: Int
    private let end: Int

    /// Decodes the bytes of `range` of the span that `next(in:)` is given.
    @inline(__always)
    init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next decoded byte, or nil at the end. O(1).
    @inline(__always)
    mutating func next(in bytes: RawSpan) -> UInt8? {
        guard index < end else { return nil }
        let byte = bytes.byte(at: index)
        index &+= 1
        switch byte {
        case UInt8(ascii: "+"):
            return UInt8(ascii: " ")
        case UInt8(ascii: "%"):
            guard index &+ 2 <= end, let high = HexDigit.value(of: bytes.byte(at: index)),
                let low = HexDigit.value(of: bytes.byte(at: index &+ 1))
            else { return byte }
            index &+= 2
            return high &<< 4 | low
        default:
            return byte
        }
    }
}

/// The six names, compared after form decoding: the slow way, for names that are escaped or stand without `=`.
enum ParameterName {
    /// Bytes of the longest name, `client_reference_id`.
    private static let longest = 19

    /// The parameter whose name is `range` of `bytes`, decoded; nil for a foreign name. O(1): stops past the longest.
    static func parameter(in bytes: RawSpan, _ range: Range<Int>) -> Parameter? {
        var decoded = InlineArray<19, UInt8>(repeating: 0)
        var length = 0
        var decoder = FormDecoder(range)
        while let byte = decoder.next(in: bytes) {
            guard length < longest else { return nil }
            decoded[length] = byte
            length += 1
        }
        for parameter in Parameter.allCases where spells(parameter.name, decoded, length) { return parameter }
        return nil
    }

    /// The parameter whose name stands at `index` as it is, with a `=` behind it. O(1).
    static func exact(in bytes: RawSpan, at index: Int) -> Parameter? {
        Parameter.allCases.first { parameter in
            let name = parameter.name.utf8
            let sign = index + name.count
            guard sign < bytes.byteCount, bytes.byte(at: sign) == UInt8(ascii: "=") else { return false }
            return zip(name, index..<sign).allSatisfy { $0 == bytes.byte(at: $1) }
        }
    }

    private static func spells(_ name: String, _ decoded: InlineArray<19, UInt8>, _ length: Int) -> Bool {
        guard name.utf8.count == length else { return false }
        var index = 0
        for byte in name.utf8 {
            guard byte == decoded[index] else { return false }
            index += 1
        }
        return true
    }
}

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
